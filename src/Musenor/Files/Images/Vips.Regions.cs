using System.Runtime.InteropServices;

namespace Musenor.Files.Images;

/// <summary>What <see cref="OpenPicture"/> asks of libvips. Each answers a new image, that holds what it was made from.</summary>
internal static partial class Vips
{
    // VipsSize, VipsAngle, VipsInterpretation, VipsOperationRelational, VipsForeignTiffCompression of libvips 8.14.
    private const int ExactSize = 3;
    private const int Srgb = 22;
    private const int BlackAndWhite = 1;
    private const int MoreOrEqual = 5;
    private const int JpegInTiff = 1;

    // Below this grey a pixel of a two-tone picture is black.
    private const double Half = 128;

    internal static OpenPicture OpenWhole(string path, int side)
    {
        Start();
        return Using(SourceFromFile(path), source =>
            ThumbnailSource(source, out var image, side, "height", side, "size", OnlyShrink, "option_string", WholeOnly, 0) == 0 ? image : 0);
    }

    internal static OpenPicture OpenPart(string path, string option)
    {
        Start();
        return Using(SourceFromFile(path), source => ImageFromSource(source, option, 0));
    }

    /// <summary>Width and height in pixels as the picture is shown, from the head of its file.</summary>
    internal static (int Width, int Height) ShownSize(string path)
    {
        using var image = OpenPart(path, "");
        var (width, height) = SizeOf(image);
        return IsTurned(image.DangerousGetHandle()) != 0 ? (height, width) : (width, height);
    }

    internal static OpenPicture Cut(OpenPicture image, int x, int y, int width, int height) =>
        Made(ExtractArea(image, out var cut, x, y, width, height, 0), cut);

    internal static OpenPicture Resize(OpenPicture image, int width, int height) =>
        Made(ThumbnailImage(image, out var resized, width, "height", height, "size", ExactSize, "no_rotate", 1, 0), resized);

    internal static OpenPicture Turn(OpenPicture image, int degrees) => Made(Rotate(image, out var turned, degrees / 90, 0), turned);

    internal static OpenPicture Mirror(OpenPicture image) => Made(Flip(image, out var mirrored, 0, 0), mirrored);

    internal static OpenPicture Greys(OpenPicture image) => Made(ColourSpace(image, out var grey, BlackAndWhite, 0), grey);

    internal static OpenPicture TwoTones(OpenPicture grey) => Made(CompareConstant(grey, out var tones, MoreOrEqual, Half, 0), tones);

    internal static OpenPicture InMemory(OpenPicture image)
    {
        var copy = CopyMemory(image);
        return Made(copy == 0 ? -1 : 0, copy);
    }

    /// <summary>Colours as screens show them, eight bits each.</summary>
    internal static OpenPicture ToSrgb(OpenPicture image) =>
        HasField(image, "icc-profile-data") != 0 && IccTransform(image, out var managed, "srgb", "embedded", 1, 0) == 0 ? Made(0, managed)
        : Bands(image) < 3 ? Greys(image)
        : Made(ColourSpace(image, out var plain, Srgb, 0), plain);

    /// <summary>On white, as paper would show it: JPEG knows no transparency.</summary>
    internal static OpenPicture OnWhite(OpenPicture image)
    {
        double[] white = [255, 255, 255];
        var background = ArrayOfDoubles(white, Bands(image) < 3 ? 1 : 3);
        try
        {
            return Made(Flatten(image, out var flat, "background", background, 0), flat);
        }
        finally
        {
            FreeArea(background);
        }
    }

    internal static bool HasTransparency(OpenPicture image) => HasAlpha(image) != 0;

    internal static (int Width, int Height) SizeOf(OpenPicture image) => (WidthOf(image), HeightOf(image));

    internal static byte[] Encode(OpenPicture image, string format)
    {
        if (BufferOf(image, format, out var buffer, out var size, 0) != 0)
        {
            throw Failed();
        }

        try
        {
            var bytes = new byte[(int)size];
            Marshal.Copy(buffer, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            Free(buffer);
        }
    }

    /// <summary>
    /// A pyramid of JPEG tiles, each level half the size of the one before. Made in memory: given the name of a file, libvips would keep the
    /// smaller levels in others of its own, and leave them behind if the process died.
    /// </summary>
    internal static unsafe void SavePyramid(OpenPicture image, string path, int tile, int quality)
    {
        if (TiffBuffer(
            image, out var buffer, out var size, "compression", JpegInTiff, "Q", quality, "tile", 1, "tile_width", tile, "tile_height", tile, "pyramid", 1, "strip", 1, 0) != 0)
        {
            throw Failed();
        }

        try
        {
            using var bytes = new UnmanagedMemoryStream((byte*)buffer, size);
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            bytes.CopyTo(file);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            Free(buffer);
        }
    }

    internal static OpenPicture Again(OpenPicture image) => new(Reference(image));

    internal static void Release(nint image) => Unref(image);

    private static OpenPicture Using(nint source, Func<nint, nint> open)
    {
        if (source == 0)
        {
            throw Failed();
        }

        try
        {
            var image = open(source);
            return Made(image == 0 ? -1 : 0, image);
        }
        finally
        {
            Unref(source);
        }
    }

    private static OpenPicture Made(int status, nint image) => status == 0 ? new OpenPicture(image) : throw Failed();
}
