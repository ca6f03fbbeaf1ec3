using System.Reflection;
using System.Text.Json;

namespace Musenor.Web.Delivery;

/// <summary>One bundled file: its address never changes meaning, because its name carries its hash.</summary>
public sealed record Asset(string File, string ContentType, byte[] Plain, byte[]? Gzip, byte[]? Brotli)
{
    public string Url => $"/assets/{File}";

    /// <summary>Bytes on the wire for a browser that compresses at least with gzip.</summary>
    public int Weight => Gzip?.Length ?? Plain.Length;
}

/// <summary>Style sheets, script, font and icons, embedded in the executable by the build (Assets.targets).</summary>
public sealed class SiteAssets
{
    private readonly Dictionary<string, Asset> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Asset> _byFile = new(StringComparer.Ordinal);

    public SiteAssets()
    {
        using var manifest = JsonDocument.Parse(Read("manifest.json")!);
        foreach (var entry in manifest.RootElement.EnumerateObject())
        {
            var file = entry.Value.GetProperty("file").GetString()!;
            var asset = new Asset(file, TypeOf(file), Read(file)!, Read(file + ".gz"), Read(file + ".br"));
            _byName[entry.Name] = asset;
            _byFile[file] = asset;
        }
    }

    /// <summary>By the name it had in the sources: « site.css », « font.woff2 ».</summary>
    public Asset this[string name] => _byName[name];

    public Asset? Find(string file) => _byFile.GetValueOrDefault(file);

    private static byte[]? Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"assets/{file}");
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        ".png" => "image/png",
        var other => throw new NotSupportedException($"No content type is known for {other}."),
    };
}
