using Musenor.Files;
using Musenor.Files.Images;
using Musenor.Files.Sniffing;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Reading;

/// <summary>Whether a file is a photograph that can be kept and shown: by its bytes, its name and its head. Refusals are sentences that name it.</summary>
internal static class JudgeMaster
{
    public const long Largest = 1024L * 1024 * 1024;

    public static readonly FilePurpose Purpose = new("photograph", [FileKind.Jpeg, FileKind.Tiff, FileKind.Png, FileKind.WebP, FileKind.Heic], Largest) { IsOfMuseum = true };

    public static RecognisedFile Kind(Stream head, string name) => RecogniseFile.Run(head, name, Purpose);

    /// <summary>A sentence, or null. libvips must read the bytes as we do, and within what one machine can hold.</summary>
    public static string? Fault(PictureHead head, string name, FileKind kind)
    {
        if (!head.Loader.StartsWith($"VipsForeignLoad{kind.Loader}", StringComparison.Ordinal))
        {
            return Texts.Of("Files")["CutImage", name, kind.Label];
        }

        var pixels = (long)head.Width * head.Height;
        var isHeld = head.IsInterlaced || (kind != FileKind.Jpeg && kind != FileKind.Png && kind != FileKind.Tiff);
        return head.Width > DeriveImages.LongestSide || head.Height > DeriveImages.LongestSide ? Texts.Of("Files")["TooWide", name, DeriveImages.LongestSide]
            : isHeld && pixels > DeriveImages.MostPixelsHeld ? Texts.Of("Files")["TooManyPixels", name, pixels / 1_000_000, DeriveImages.MostPixelsHeld / 1_000_000]
            : head.Pages > DeriveImages.MostFrames ? Texts.Of("Files")["TooManyFrames", name, DeriveImages.MostFrames]
            : null;
    }
}
