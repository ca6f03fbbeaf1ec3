using System.IO.Compression;
using System.Security.Cryptography;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>Answers as they came: &lt;data&gt;/harvest/&lt;source&gt;/&lt;run&gt;/000001.xml.gz. Written before the page is stored: a page that a row names is there.</summary>
public sealed class RawPages(DataFolder folder)
{
    private const int KeptRuns = 30;

    public string Write(HarvestRun run, int number, byte[] bytes)
    {
        var path = Of(run.Source, run.Id, number);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024))
        using (var zip = new GZipStream(file, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <summary>Null when it was not kept.</summary>
    public byte[]? Read(string source, string run, int number)
    {
        var path = Of(source, run, number);
        if (!File.Exists(path))
        {
            return null;
        }

        using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zip.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>Of the runs of a source, the latest keep their answers; runs are named in the order of time.</summary>
    public void Prune(string source)
    {
        var all = Path.GetDirectoryName(Path.GetDirectoryName(Of(source, "x", 0)))!;
        if (Directory.Exists(all))
        {
            foreach (var old in Directory.GetDirectories(all).OrderDescending(StringComparer.Ordinal).Skip(KeptRuns))
            {
                Directory.Delete(old, recursive: true);
            }
        }
    }

    private string Of(string source, string run, int number) => folder.File("harvest", source, run, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:000000}.xml.gz"));
}
