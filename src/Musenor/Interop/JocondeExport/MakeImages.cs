using Heritage.Standards.Joconde;
using Musenor.Collections.Media;
using Musenor.Files.Images;

namespace Musenor.Interop.JocondeExport;

/// <summary>
/// The image files of a notice, from the masters: a JPEG as it is without what its file tells besides, anything else as a JPEG in sRGB. POP takes
/// the images of a notice in one request of 50 MB (joconde.md §2.1).
/// </summary>
public sealed class MakeImages(Masters masters)
{
    // One request carries the notice too.
    private const long MostOfOneNotice = 48_000_000;
    private const long HeaviestAsItIs = 40_000_000;
    private const long HeaviestMaster = 1_200_000_000;

    // Pixels on the longer side of a converted master: enough for any screen, and far under the weight limit.
    private const int Longest = 6_000;
    private const string Jpeg = ".jpg[Q=90,strip,background=255]";

    /// <param name="Name">As REFIM says it.</param>
    /// <param name="Path">Where its bytes are.</param>
    public sealed record Made(string Name, string Path, long Bytes);

    /// <summary>Makes them in a folder; those that cannot be made are told to the report.</summary>
    internal async Task<IReadOnlyList<Made>> Run(JudgedNotice notice, string folder, SendingReport report, CancellationToken stop)
    {
        var made = new List<Made>();
        var weight = 0L;
        foreach (var image in notice.Images)
        {
            stop.ThrowIfCancellationRequested();
            var (bytes, problem) = await Bytes(image, stop);
            if (bytes is not null && weight + bytes.Length > MostOfOneNotice)
            {
                (bytes, problem) = (null, ImageProblem.TooHeavy);
            }

            if (bytes is null)
            {
                report.LoseImage(notice, new ImageLeftOut(JudgedNotice.Name(image), problem));
                continue;
            }

            weight += bytes.Length;
            var name = PopImageName.Of(notice.Values["REF"], made.Count + 1);
            var path = Path.Combine(folder, name);
            await File.WriteAllBytesAsync(path, bytes, stop);
            made.Add(new Made(name, path, bytes.Length));
        }

        return made;
    }

    private async Task<(byte[]? Bytes, ImageProblem Problem)> Bytes(SourceImage image, CancellationToken stop)
    {
        if (masters.Find(image.MasterHash!) is not { } path)
        {
            return (null, ImageProblem.NoMaster);
        }

        var length = new FileInfo(path).Length;
        if (length > HeaviestMaster)
        {
            return (null, ImageProblem.TooHeavy);
        }

        if (length <= HeaviestAsItIs)
        {
            var file = await File.ReadAllBytesAsync(path, stop);
            if (PlainJpeg.Strip(file) is { } plain)
            {
                return (plain, default);
            }
        }

        try
        {
            // From the file: a master of a gigabyte is never in memory whole.
            return (Vips.Convert(Vips.FilePixels(path, Longest, Longest), Longest, Jpeg, toSrgb: false, Longest), default);
        }
        catch (UnreadablePicture)
        {
            return (null, ImageProblem.Unreadable);
        }
    }
}
