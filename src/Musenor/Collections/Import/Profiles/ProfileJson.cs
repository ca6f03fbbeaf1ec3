using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Musenor.Collections.Import.Profiles;

/// <summary>A profile as text: in the table of versions, and in the files that people exchange.</summary>
internal static class ProfileJson
{
    /// <summary>First property of an exported profile.</summary>
    public const string Format = "musenor-profil-1";
    public const int LongestFile = 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = 16,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    private sealed record Exported(string Format, MappingProfile Profile);

    public static string Write(MappingProfile profile) => JsonSerializer.Serialize(Whole(profile), Options);

    public static MappingProfile Read(string text) => Whole(JsonSerializer.Deserialize<MappingProfile>(text, Options)!);

    public static string Export(MappingProfile profile) => JsonSerializer.Serialize(new Exported(Format, Whole(profile)), Indented);

    /// <summary>The profile of an exported text; or one sentence that says why it is none.</summary>
    public static (MappingProfile? Profile, string? Problem) Import(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Exported>(text, Options) is { Format: Format, Profile: { } profile }
                ? (Whole(profile), null)
                : (null, "ce n’est pas un profil exporté par le portail.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return (null, "ce fichier n’est pas un profil : il ne se lit pas comme du JSON.");
        }
    }

    /// <summary>Nothing in it is null, whatever the text left out.</summary>
    private static MappingProfile Whole(MappingProfile profile) => profile with
    {
        Name = profile.Name ?? "",
        Software = profile.Software ?? "",
        Source = new(profile.Source?.Encoding ?? "", profile.Source?.Delimiter ?? "", profile.Source?.Sheet ?? "", profile.Source?.HeaderRow ?? 0),
        Rules = [.. (profile.Rules ?? []).Where(r => r is not null).Select(r => new MappingRule(r.Column ?? "", r.Field ?? "") { List = r.List ?? "", Steps = [.. (r.Steps ?? []).Where(s => s is not null)] })],
        Fixed = Texts(profile.Fixed),
        Separators = Texts(profile.Separators),
    };

    private static SortedDictionary<string, string> Texts(IReadOnlyDictionary<string, string>? texts) =>
        new((texts ?? new Dictionary<string, string>()).ToDictionary(t => t.Key, t => t.Value ?? ""), StringComparer.Ordinal);
}
