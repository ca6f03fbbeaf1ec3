using System.Runtime.InteropServices;

namespace Musenor.Files.Images;

/// <summary>
/// The few things asked of libvips (Debian package libvips42). Its functions take options after a fixed list, ended by a null; on
/// the platforms served, those arguments travel like the others.
/// </summary>
internal static partial class Vips
{
    private const string Library = "libvips.so.42";
    private const int OnlyShrink = 2;
    private const int AnySize = 10_000_000;

    // A picture cut in the middle is a failure, and not a picture with a grey half. The option « fail-on » of thumbnail would say the same,
    // but libvips 8.14 forgets it for JPEG, PNG and GIF.
    private const string WholeOnly = "[fail_on=truncated]";

    // What libvips may open, of all that its plug-ins know: the formats that we receive, and our own drawings.
    private static readonly string[] Allowed = ["Jpeg", "Png", "Webp", "Nsgif", "Tiff", "Heif", "Svg"];
    private static readonly Lock Starting = new();
    private static bool _started;

    /// <summary>
    /// The picture no wider than <paramref name="width"/>, in sRGB, as a PNG without metadata. Every derivative starts from it:
    /// libvips 8.14 keeps EXIF, XMP and profiles when it goes straight from JPEG to WebP, whatever « strip » says.
    /// </summary>
    /// <param name="height">No taller than this either.</param>
    public static byte[] Pixels(byte[] file, int width, int height = AnySize) => Convert(file, width, ".png[strip,compression=0]", toSrgb: true, height);

    /// <summary>A smaller PNG from what <see cref="Pixels"/> gave.</summary>
    public static byte[] Shrink(byte[] pixels, int width, int height = AnySize) => Convert(pixels, width, ".png[strip,compression=0]", toSrgb: false, height);

    /// <summary>A WebP from what <see cref="Pixels"/> gave, or from a drawing of ours in SVG, which carries no metadata either.</summary>
    /// <param name="effort">From 0, quick, to 6, small.</param>
    public static byte[] WebP(byte[] pixels, int width, int effort) =>
        WebPFile.OnlyPixels(Convert(pixels, width, $".webp[Q=66,effort={effort},strip]", toSrgb: false));

    /// <summary>Width and height in pixels.</summary>
    public static (int Width, int Height) Size(byte[] file)
    {
        var head = Head(file);
        return (head.Width, head.Height);
    }

    /// <summary>What the head of a picture says, before anything is decoded.</summary>
    public static unsafe PictureHead Head(byte[] file)
    {
        fixed (byte* bytes = file)
        {
            return Head(bytes, file.Length);
        }
    }

    private static unsafe PictureHead Head(byte* bytes, int length)
    {
        Start();
        var loader = Marshal.PtrToStringUTF8(FindLoader(bytes, length)) ?? throw Failed();
        var image = Open(bytes, length, "", 0);
        if (image == 0)
        {
            throw Failed();
        }

        try
        {
            var turned = IsTurned(image) != 0;
            var (width, height) = (GetWidth(image), GetHeight(image));
            return new PictureHead(
                loader, turned ? height : width, turned ? width : height, GetPages(image), TypeOf(image, "interlaced") != 0, TypeOf(image, "icc-profile-data") != 0);
        }
        finally
        {
            Unref(image);
        }
    }

    // libvips reads the source as it writes the result: the bytes stay in their place until it is done.
    internal static unsafe byte[] Convert(byte[] file, int width, string format, bool toSrgb, int height = AnySize)
    {
        fixed (byte* bytes = file)
        {
            return Write(Thumbnail(bytes, file.Length, width, toSrgb, height), format);
        }
    }

    // A null name ends the options. Asking for a profile also puts it in the result: only the step that strips it may ask. The size is never
    // above the picture's own, and « only shrink » is not asked: with it, libvips 8.14 takes the smallest level of a pyramid.
    private static unsafe nint Thumbnail(byte* bytes, int length, int width, bool toSrgb, int height = AnySize)
    {
        var head = Head(bytes, length);
        return ThumbnailBuffer(
            bytes, length, out var image, Math.Min(width, head.Width), "height", Math.Min(height, head.Height), "option_string", WholeOnly, toSrgb ? Profile(head) : null, "srgb", 0) == 0
            ? image
            : throw Failed();
    }

    // Asked of a picture that does not say what its colours are, libvips 8.14 takes them for others, and shifts them; they are sRGB.
    private static string? Profile(PictureHead head) => head.HasProfile ? "export_profile" : null;

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
                _ = SetVariable("VIPS_WARNING", "0", 1);
                if (Init("musenor") != 0)
                {
                    throw Failed();
                }

                // Pictures are worked on side by side, one core each: libvips's own threads would only get in each other's way.
                SetConcurrency(1);
                SetCacheMax(0);
                Block("VipsForeignLoad", 1);
                foreach (var format in Allowed)
                {
                    Block($"VipsForeignLoad{format}", 0);
                }

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
        byte* file, nint length, out nint image, int width, string height, int heightValue, string options, string optionsValue, string? profile, string profileValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_operation_block_set", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Block(string name, int state);

    [LibraryImport(Library, EntryPoint = "vips_foreign_find_load_buffer")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint FindLoader(byte* file, nint length);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint Open(byte* file, nint length, string options, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_get_n_pages")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetPages(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_orientation_swap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IsTurned(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint TypeOf(nint image, string name);

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
