using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Musenor.Collections.Notices;

/// <summary>What the source of a harvested work shows of it on its own site. Addresses are http or https, and nothing else.</summary>
/// <param name="Page">The work's page; empty where the source tells none.</param>
/// <param name="Manifest">IIIF manifest; empty where there is none.</param>
/// <param name="Rights">As the source says them: an address where it gives one.</param>
public sealed partial record Elsewhere(string Page, IReadOnlyList<string> Pictures, string Manifest, string Rights)
{
    private static readonly ElsewhereJson Plain = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static readonly Elsewhere None = new("", [], "", "");

    public bool HasPicture => Pictures.Count > 0 || Manifest.Length > 0;

    /// <summary>Pictures to which a browser may be sent.</summary>
    [JsonIgnore]
    public IEnumerable<string> PictureAddresses => Pictures.Select(Web).Where(p => p.Length > 0);

    /// <summary>The address when a browser may be sent there; empty otherwise.</summary>
    public static string Web(string text) =>
        text.Length < 2_000 && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 ? address.AbsoluteUri : "";

    /// <summary>Empty text where there is nothing to say.</summary>
    public string Write() => Page.Length + Pictures.Count + Manifest.Length + Rights.Length == 0 ? "" : JsonSerializer.Serialize(this, Plain.Elsewhere);

    public static Elsewhere Read(string text) => text.Length == 0 ? None : JsonSerializer.Deserialize(text, Plain.Elsewhere) ?? None;

    [JsonSerializable(typeof(Elsewhere))]
    private sealed partial class ElsewhereJson : JsonSerializerContext;
}
