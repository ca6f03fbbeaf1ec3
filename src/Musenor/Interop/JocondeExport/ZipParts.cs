using System.IO.Compression;
using Heritage.Standards.Joconde;

namespace Musenor.Interop.JocondeExport;

/// <summary>The zips of a package: one file of notices each, with its images at the root, under what POP takes (joconde.md §2.1).</summary>
internal static class ZipParts
{
    // POP refuses 300,000,000 bytes; headers and the file of notices keep their place.
    public const long Largest = 285_000_000;

    public sealed record Part(int From, int Count, int Images);

    public static IReadOnlyList<Part> Split(IEnumerable<SpooledNotice> notices, long largest = Largest)
    {
        var parts = new List<Part>();
        var (from, count, images, weight) = (0, 0, 0, 0L);
        foreach (var notice in notices)
        {
            if (count > 0 && weight + notice.Weight > largest)
            {
                parts.Add(new Part(from, count, images));
                (from, count, images, weight) = (from + count, 0, 0, 0);
            }

            (count, images, weight) = (count + 1, images + notice.Images.Count, weight + notice.Weight);
        }

        parts.Add(new Part(from, count, images));
        return parts;
    }

    /// <summary>Writes « name.zip »; answers its bytes.</summary>
    /// <param name="path">Without extension: its last part is also the name of the file of notices.</param>
    public static async Task<long> Write(string path, IReadOnlyList<string> columns, IEnumerable<SpooledNotice> notices, bool isPilot, CancellationToken stop)
    {
        var images = new List<MakeImages.Made>();
        await using (var file = new FileStream(path + ".zip", FileMode.CreateNew, FileAccess.Write))
        {
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                using (var text = zip.CreateEntry(Path.GetFileName(path) + (isPilot ? ".txt" : ".csv"), CompressionLevel.Fastest).Open())
                {
                    WriteNotices(text, columns, Seen(notices, images, stop), isPilot);
                }

                foreach (var image in images)
                {
                    stop.ThrowIfCancellationRequested();
                    await using var entry = zip.CreateEntry(image.Name, CompressionLevel.NoCompression).Open();
                    await using var bytes = File.OpenRead(image.Path);
                    await bytes.CopyToAsync(entry, stop);
                }
            }

            file.Flush(flushToDisk: true);
        }

        return new FileInfo(path + ".zip").Length;
    }

    private static void WriteNotices(Stream to, IReadOnlyList<string> columns, IEnumerable<SpooledNotice> notices, bool isPilot)
    {
        if (isPilot)
        {
            PilotWriter.Write(to, columns, notices.Select(n => (n.Values, (IReadOnlyCollection<string>)n.Emptied)));
        }
        else
        {
            PopCsvWriter.Write(to, columns, notices.Select(n => n.Values));
        }
    }

    private static IEnumerable<SpooledNotice> Seen(IEnumerable<SpooledNotice> notices, List<MakeImages.Made> images, CancellationToken stop)
    {
        foreach (var notice in notices)
        {
            stop.ThrowIfCancellationRequested();
            images.AddRange(notice.Images);
            yield return notice;
        }
    }
}
