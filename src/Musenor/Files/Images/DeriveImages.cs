using Musenor.Files.Sniffing;
using Musenor.Web;

namespace Musenor.Files.Images;

/// <summary>
/// What visitors see of a received picture: new WebP files made from its pixels. Nothing else of the source goes into them: neither
/// metadata, nor place of shooting, nor what someone hid behind the last pixel.
/// </summary>
public static class DeriveImages
{
    /// <summary>The widths that pages may ask for, in pixels; a smaller picture keeps its own width.</summary>
    public static readonly int[] Widths = [160, 480, 960, 1920];

    public const int LongestSide = 40_000;
    public const long MostPixels = 400_000_000;

    /// <summary>For pictures that decoding holds whole in memory, four bytes or more a pixel.</summary>
    public const long MostPixelsHeld = 100_000_000;

    public const int MostFrames = 1000;

    // WebP goes no higher than 16,383 pixels; a strip of paper is shown whole, and narrower.
    private const int HighestPerWidth = 4;
    private const int Effort = 4;

    // One picture a core: each may hold hundreds of megabytes.
    private static readonly SemaphoreSlim Cores = new(Environment.ProcessorCount);

    private static Texts T => Texts.Of("Files");

    public sealed record Derived(int Width, int Height, IReadOnlyList<(int Width, byte[] WebP)> Files);

    /// <summary>The derivatives, or a sentence that says why there can be none.</summary>
    public static async Task<(Derived? Done, string? Problem)> Run(string path, string name, FileKind kind, CancellationToken stop)
    {
        await Cores.WaitAsync(stop);
        try
        {
            var file = await File.ReadAllBytesAsync(path, stop);
            var head = Vips.Head(file);
            return Fault(head, name, kind) is { } fault ? (null, fault) : (Derive(file, head), null);
        }
        catch (UnreadablePicture)
        {
            return (null, T["CutImage", name, kind.Label]);
        }
        finally
        {
            Cores.Release();
        }
    }

    private static string? Fault(PictureHead head, string name, FileKind kind)
    {
        // Our reading of the bytes and libvips's must be the same, or one of the two was fooled.
        if (!head.Loader.StartsWith($"VipsForeignLoad{kind.Loader}", StringComparison.Ordinal))
        {
            return T["CutImage", name, kind.Label];
        }

        var pixels = (long)head.Width * head.Height;
        var most = head.IsInterlaced || kind != FileKind.Jpeg && kind != FileKind.Png && kind != FileKind.Tiff ? MostPixelsHeld : MostPixels;
        return head.Width > LongestSide || head.Height > LongestSide ? T["TooWide", name, LongestSide]
            : pixels > most ? T["TooManyPixels", name, pixels / 1_000_000, most / 1_000_000]
            : head.Pages > MostFrames ? T["TooManyFrames", name, MostFrames]
            : null;
    }

    private static Derived Derive(byte[] file, PictureHead head)
    {
        var files = new (int, byte[])[Widths.Length];
        var pixels = Vips.Pixels(file, Widths[^1], Widths[^1] * HighestPerWidth);
        for (var i = Widths.Length - 1; i >= 0; i--)
        {
            pixels = i == Widths.Length - 1 ? pixels : Vips.Shrink(pixels, Widths[i], Widths[i] * HighestPerWidth);
            files[i] = (Widths[i], Vips.WebP(pixels, Widths[i], Effort));
        }

        return new Derived(head.Width, head.Height, files);
    }
}
