using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Musenor.Web.Brand;

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

    public SiteAssets(SiteBrand brand)
    {
        using var manifest = JsonDocument.Parse(Read("manifest.json")!);
        foreach (var entry in manifest.RootElement.EnumerateObject())
        {
            var file = entry.Value.GetProperty("file").GetString()!;
            var asset = new Asset(file, TypeOf(file), Read(file)!, Read(file + ".gz"), Read(file + ".br"));
            if (entry.Name == "site.css" && brand.Colours.Length > 0)
            {
                asset = Coloured(asset, brand);
                file = asset.File;
            }

            _byName[entry.Name] = asset;
            _byFile[file] = asset;
        }
    }

    /// <summary>By the name it had in the sources: « site.css », « font.woff2 ».</summary>
    public Asset this[string name] => _byName[name];

    public Asset? Find(string file) => _byFile.GetValueOrDefault(file);

    /// <summary>The colours of the installation come last, in the same file: they cost no request.</summary>
    private static Asset Coloured(Asset sheet, SiteBrand brand)
    {
        byte[] plain = [.. sheet.Plain, .. Encoding.UTF8.GetBytes(brand.Colours)];
        byte[] Packed(Func<Stream, Stream> packer)
        {
            using var packed = new MemoryStream();
            using (var packing = packer(packed))
            {
                packing.Write(plain);
            }

            return packed.ToArray();
        }

        var file = $"{Path.GetFileNameWithoutExtension(sheet.File)}-{brand.ColoursMark}{Path.GetExtension(sheet.File)}";
        return new Asset(file, sheet.ContentType, plain, Packed(s => new GZipStream(s, CompressionLevel.SmallestSize)), Packed(s => new BrotliStream(s, CompressionLevel.SmallestSize)));
    }

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
