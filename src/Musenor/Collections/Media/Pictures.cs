using System.Security.Cryptography;
using System.Text;
using Musenor.Files.Images;
using Musenor.Storage;

namespace Musenor.Collections.Media;

/// <summary>Where the pictures of notices lie: &lt;data&gt;/pictures/ab/&lt;id&gt;-&lt;width&gt;.webp, written once and never changed.</summary>
public sealed class Pictures(DataFolder folder)
{
    /// <summary>The widths that pages may ask for, in pixels.</summary>
    public static readonly int[] Widths = [160, 320, 480, 960];

    private const int IdLength = 24;
    private const int LargestThumbnail = 480;

    // A strip of paper is shown whole, and narrower.
    private const int HighestPerWidth = 4;

    public static bool IsId(string id) => id.Length == IdLength && id.All(char.IsAsciiHexDigitLower);

    /// <summary>An id that stands for these bytes on this notice: the same picture stored twice is the same file.</summary>
    public static string Id(string reference, int position, byte[] file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{reference}/{position}\n"));
        hash.AppendData(file);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..IdLength];
    }

    /// <summary>The file of a picture at a width of the list; null when it is not there.</summary>
    public string? Find(string id, int width)
    {
        if (!IsId(id) || !Widths.Contains(width))
        {
            return null;
        }

        var path = Path(id, width);
        return File.Exists(path) ? path : null;
    }

    /// <summary>Makes every width of a picture; answers its largest size and the bytes of each of <see cref="Widths"/>. A reader never meets a half-written file.</summary>
    /// <param name="file">Any format that libvips reads; a drawing in SVG is drawn anew at each width.</param>
    /// <param name="effort">From 0, quick, to 6, small.</param>
    public (int Width, int Height, long[] Bytes) Derive(string id, byte[] file, int effort = 4)
    {
        var isDrawing = file.AsSpan().StartsWith("<svg"u8);
        var pixels = isDrawing ? file : Vips.Pixels(file, Widths[^1]);
        var largest = Vips.Size(pixels);
        var bytes = new long[Widths.Length];
        for (var i = Widths.Length - 1; i >= 0; i--)
        {
            var width = Widths[i];
            pixels = isDrawing || width >= largest.Width ? pixels : Vips.Shrink(pixels, width);
            var webp = Vips.WebP(pixels, width, effort);
            Keep(id, width, webp);
            bytes[i] = webp.Length;
        }

        return (largest.Width, largest.Height, bytes);
    }

    // What may be opened of a file that another site sent: no drawing, which could name other files, and nothing that fills the memory.
    private static readonly string[] Foreign = ["Jpeg", "Png", "Webp", "Nsgif", "Tiff"];
    private const long MostForeignPixels = 100_000_000;

    /// <summary>The small widths of a picture that came from elsewhere; null when it is none that we open. Size and bytes as <see cref="Derive"/> says them.</summary>
    public (int Width, int Height, long[] Bytes)? Thumbnail(string id, byte[] file)
    {
        try
        {
            var head = Vips.Head(file);
            if (!Foreign.Any(f => head.Loader.StartsWith($"VipsForeignLoad{f}", StringComparison.Ordinal)) || (long)head.Width * head.Height > MostForeignPixels)
            {
                return null;
            }

            var widths = Widths.Where(w => w <= LargestThumbnail).ToArray();
            var pixels = Vips.Pixels(file, widths[^1], widths[^1] * HighestPerWidth);
            var largest = Vips.Size(pixels);
            var bytes = new long[widths.Length];
            for (var i = widths.Length - 1; i >= 0; i--)
            {
                pixels = widths[i] >= largest.Width ? pixels : Vips.Shrink(pixels, widths[i]);
                var webp = Vips.WebP(pixels, widths[i], effort: 4);
                Keep(id, widths[i], webp);
                bytes[i] = webp.Length;
            }

            return (largest.Width, largest.Height, bytes);
        }
        catch (UnreadablePicture)
        {
            return null;
        }
    }

    /// <summary>Every width of a picture goes; nothing when it has none.</summary>
    public void Delete(string id)
    {
        foreach (var width in IsId(id) ? Widths : [])
        {
            File.Delete(Path(id, width));
        }
    }

    private void Keep(string id, int width, byte[] webp)
    {
        var path = folder.File("pictures", id[..2], $"{id}-{width}.webp");
        var writing = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(writing, webp);
        File.Move(writing, path, overwrite: true);
    }

    private string Path(string id, int width) => System.IO.Path.Combine(folder.Root, "pictures", id[..2], $"{id}-{width}.webp");
}
