using System.Runtime.InteropServices;

namespace Musenor.Collections.Media;

/// <summary>A file that libvips could not read or write, with its words.</summary>
public sealed class UnreadablePicture(string problem) : Exception(problem);

/// <summary>
/// The few things asked of libvips (Debian package libvips42). Its functions take options after a fixed list, ended by a null; on
/// the platforms served, those arguments travel like the others.
/// </summary>
internal static partial class Vips
{
    private const string Library = "libvips.so.42";
    private const int OnlyShrink = 2;
    private const int AnySize = 10_000_000;
    private static readonly Lock Starting = new();
    private static bool _started;

    /// <summary>
    /// The picture no wider than <paramref name="width"/>, in sRGB, as a PNG without metadata. Every derivative starts from it:
    /// libvips 8.14 keeps EXIF, XMP and profiles when it goes straight from JPEG to WebP, whatever « strip » says.
    /// </summary>
    public static byte[] Pixels(byte[] file, int width) => Convert(file, width, ".png[strip,compression=0]", toSrgb: true);

    /// <summary>A smaller PNG from what <see cref="Pixels"/> gave.</summary>
    public static byte[] Shrink(byte[] pixels, int width) => Convert(pixels, width, ".png[strip,compression=0]", toSrgb: false);

    /// <summary>A WebP from what <see cref="Pixels"/> gave, or from a drawing of ours in SVG, which carries no metadata either.</summary>
    /// <param name="effort">From 0, quick, to 6, small.</param>
    public static byte[] WebP(byte[] pixels, int width, int effort) =>
        WebPFile.OnlyPixels(Convert(pixels, width, $".webp[Q=66,effort={effort},strip]", toSrgb: false));

    /// <summary>Width and height in pixels.</summary>
    public static unsafe (int Width, int Height) Size(byte[] file)
    {
        fixed (byte* bytes = file)
        {
            var image = Thumbnail(bytes, file.Length, AnySize, toSrgb: false);
            var size = (GetWidth(image), GetHeight(image));
            Unref(image);
            return size;
        }
    }

    // libvips reads the source as it writes the result: the bytes stay in their place until it is done.
    private static unsafe byte[] Convert(byte[] file, int width, string format, bool toSrgb)
    {
        fixed (byte* bytes = file)
        {
            return Write(Thumbnail(bytes, file.Length, width, toSrgb), format);
        }
    }

    // A null name ends the options. Asking for a profile also puts it in the result: only the step that strips it may ask.
    private static unsafe nint Thumbnail(byte* bytes, int length, int width, bool toSrgb)
    {
        Start();
        return ThumbnailBuffer(bytes, length, out var image, width, "height", AnySize, "size", OnlyShrink, toSrgb ? "export_profile" : null, "srgb", 0) == 0
            ? image
            : throw Failed();
    }

    private static byte[] Write(nint image, string format)
    {
        try
        {
            if (WriteToBuffer(image, format, out var buffer, out var size, 0) != 0)
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
        finally
        {
            Unref(image);
        }
    }

    private static void Start()
    {
        lock (Starting)
        {
            if (!_started)
            {
                if (Init("musenor") != 0)
                {
                    throw Failed();
                }

                // Pictures are worked on side by side, one core each: libvips's own threads would only get in each other's way.
                SetConcurrency(1);
                SetCacheMax(0);
                _started = true;
            }
        }
    }

    private static UnreadablePicture Failed()
    {
        var words = Marshal.PtrToStringUTF8(ErrorBuffer())?.Trim() ?? "";
        ClearErrors();
        return new UnreadablePicture($"L’image ne peut pas être lue : {(words.Length == 0 ? "erreur inconnue" : words.ReplaceLineEndings(" "))}");
    }

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Init(string name);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SetCacheMax(int operations);

    [LibraryImport(Library, EntryPoint = "vips_thumbnail_buffer", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int ThumbnailBuffer(
        byte* file, nint length, out nint image, int width, string height, int heightValue, string size, int sizeValue, string? profile, string profileValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_buffer", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WriteToBuffer(nint image, string format, out nint buffer, out nint size, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetWidth(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetHeight(nint image);

    [LibraryImport(Library, EntryPoint = "vips_error_buffer")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ErrorBuffer();

    [LibraryImport(Library, EntryPoint = "vips_error_clear")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ClearErrors();

    [LibraryImport("libgobject-2.0.so.0", EntryPoint = "g_object_unref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Unref(nint image);

    [LibraryImport("libglib-2.0.so.0", EntryPoint = "g_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Free(nint buffer);
}
