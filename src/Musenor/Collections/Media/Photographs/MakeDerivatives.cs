using Musenor.Files.Images;
using Musenor.Storage;

namespace Musenor.Collections.Media.Photographs;

/// <summary>Everything shown or given of a master, made from its file: WebP at the widths of pages, JPEG to download, main colours.</summary>
public sealed class MakeDerivatives(DataFolder folder)
{
    // One picture a core: libvips holds lines of each, not the whole, save for kinds told in several passes.
    private static readonly SemaphoreSlim Cores = new(Environment.ProcessorCount);
    private const int Effort = 4;

    /// <summary>A strip of paper is shown whole, and narrower: WebP goes no higher than 16,383 pixels.</summary>
    private const int HighestPerWidth = 4;

    /// <summary>Sides of the JPEG files to download, in pixels.</summary>
    public static readonly int[] Sides = [800, 1600];

    /// <param name="Bytes">Of each width of <see cref="Pictures.Widths"/>.</param>
    /// <param name="Downloads">Of each of <see cref="Sides"/>, then of the whole picture as a JPEG, 0 where the master is one.</param>
    public sealed record Made(long[] Bytes, long[] Downloads, string Colours);

    /// <exception cref="UnreadablePicture">The file is broken, cut, or no picture.</exception>
    public async Task<Made> Run(string id, string master, bool isJpeg, CancellationToken stop = default)
    {
        await Cores.WaitAsync(stop);
        try
        {
            return Derive(id, master, isJpeg);
        }
        finally
        {
            Cores.Release();
        }
    }

    private Made Derive(string id, string master, bool isJpeg)
    {
        var pixels = Vips.FilePixels(master, Sides[^1], Sides[^1] * HighestPerWidth);
        var downloads = new long[Sides.Length + 1];
        for (var i = Sides.Length - 1; i >= 0; i--)
        {
            downloads[i] = Keep(DownloadName(id, Sides[i]), Vips.Jpeg(pixels, Sides[i]));
        }

        var bytes = new long[Pictures.Widths.Length];
        for (var i = Pictures.Widths.Length - 1; i >= 0; i--)
        {
            var width = Pictures.Widths[i];
            pixels = Vips.Shrink(pixels, width, width * HighestPerWidth);
            bytes[i] = Keep($"{id}-{width}.webp", Vips.WebP(pixels, width, Effort));
        }

        downloads[^1] = isJpeg ? 0 : KeepWhole(id, master);
        return new Made(bytes, downloads, MainColours.Of(pixels));
    }

    /// <summary>The JPEG of a picture to download; null when it is not there.</summary>
    /// <param name="side">One of <see cref="Sides"/>, or 0 for the whole picture.</param>
    public string? Find(string id, int side) =>
        Pictures.IsId(id) && Path.Combine(folder.Root, "pictures", id[..2], DownloadName(id, side)) is var path && File.Exists(path) ? path : null;

    private static string DownloadName(string id, int side) => side == 0 ? $"{id}-whole.jpg" : $"{id}-{side}.jpg";

    private long Keep(string name, byte[] bytes)
    {
        var path = folder.File("pictures", name[..2], name);
        var writing = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(writing, bytes);
        File.Move(writing, path, overwrite: true);
        return bytes.Length;
    }

    private long KeepWhole(string id, string master)
    {
        var path = folder.File("pictures", id[..2], DownloadName(id, 0));
        var writing = $"{path}.{Guid.NewGuid():N}.jpg";
        try
        {
            Vips.WholeJpeg(master, writing);
            File.Move(writing, path, overwrite: true);
            return new FileInfo(path).Length;
        }
        catch
        {
            File.Delete(writing);
            throw;
        }
    }
}
