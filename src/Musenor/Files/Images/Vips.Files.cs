using System.Runtime.InteropServices;

namespace Musenor.Files.Images;

/// <summary>Pictures read from their file, in a stream: a master of a gigabyte is never in memory whole. Paths are ours: libvips reads options in a name that ends with « ] ».</summary>
internal static partial class Vips
{
    /// <summary>What the head of a file says, before anything is decoded.</summary>
    public static PictureHead Head(string path)
    {
        Start();
        var loader = Marshal.PtrToStringUTF8(FindLoader(path)) ?? throw Failed();
        var image = OpenFile(path, 0);
        if (image == 0)
        {
            throw Failed();
        }

        try
        {
            var turned = IsTurned(image) != 0;
            var (width, height) = (GetWidth(image), GetHeight(image));
            return new PictureHead(loader, turned ? height : width, turned ? width : height, GetPages(image), TypeOf(image, "interlaced") != 0, TypeOf(image, "icc-profile-data") != 0);
        }
        finally
        {
            Unref(image);
        }
    }

    /// <summary>As <see cref="Pixels"/>, from a file.</summary>
    public static byte[] FilePixels(string path, int width, int height) => Write(Thumbnail(path, width, height), ".png[strip,compression=0]");

    /// <summary>A JPEG without metadata from what <see cref="Pixels"/> gave, within a square.</summary>
    public static byte[] Jpeg(byte[] pixels, int side) => Convert(pixels, side, ".jpg[Q=85,strip,optimize_coding,background=255 255 255]", toSrgb: false, side);

    /// <summary>The whole picture as a JPEG in sRGB, upright, written as it is read.</summary>
    public static void WholeJpeg(string path, string target)
    {
        var image = Thumbnail(path, AnySize, AnySize);
        try
        {
            if (WriteToFile(image, $"{target}[Q=92,strip,background=255 255 255]", 0) != 0)
            {
                throw Failed();
            }
        }
        finally
        {
            Unref(image);
        }
    }

    /// <summary>Red, green and blue of each pixel of what <see cref="Pixels"/> gave, no wider nor higher than <paramref name="side"/>; what is transparent is left out.</summary>
    public static unsafe IReadOnlyList<(byte Red, byte Green, byte Blue)> Colours(byte[] pixels, int side)
    {
        fixed (byte* bytes = pixels)
        {
            var image = Thumbnail(bytes, pixels.Length, side, toSrgb: false, side);
            try
            {
                var bands = GetBands(image);
                var memory = WriteToMemory(image, out var size);
                if (memory == 0)
                {
                    throw Failed();
                }

                try
                {
                    return Read(new ReadOnlySpan<byte>((void*)memory, (int)size), bands);
                }
                finally
                {
                    Free(memory);
                }
            }
            finally
            {
                Unref(image);
            }
        }
    }

    private static List<(byte Red, byte Green, byte Blue)> Read(ReadOnlySpan<byte> bytes, int bands)
    {
        var read = new List<(byte, byte, byte)>(bytes.Length / bands);
        for (var at = 0; at + bands <= bytes.Length; at += bands)
        {
            if (bands is 3 or 1 || bytes[at + bands - 1] > 127)
            {
                read.Add(bands < 3 ? (bytes[at], bytes[at], bytes[at]) : (bytes[at], bytes[at + 1], bytes[at + 2]));
            }
        }

        return read;
    }

    // Through a source, which knows the option of WholeOnly; vips_thumbnail on a file forgets it. The size is never above the picture's own, and
    // « only shrink » is not asked: with it, libvips 8.14 takes the smallest level of a pyramid.
    private static nint Thumbnail(string path, int width, int height)
    {
        var head = Head(path);
        var source = SourceOf(path);
        if (source == 0)
        {
            throw Failed();
        }

        try
        {
            return ThumbnailSource(
                source, out var image, Math.Min(width, head.Width), "height", Math.Min(height, head.Height), "option_string", WholeOnly, Profile(head), "srgb", 0) == 0
                ? image
                : throw Failed();
        }
        finally
        {
            Unref(source);
        }
    }

    // Says nothing on the error output: what is wrong with a picture comes back as a failure.
    [LibraryImport("libglib-2.0.so.0", EntryPoint = "g_setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "vips_thumbnail_source", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ThumbnailSource(
        nint source, out nint image, int width, string height, int heightValue, string options, string optionsValue, string? profile, string profileValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_source_new_from_file", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SourceOf(string path);

    [LibraryImport(Library, EntryPoint = "vips_foreign_find_load", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint FindLoader(string path);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_file", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint OpenFile(string path, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_file", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WriteToFile(nint image, string path, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_memory")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint WriteToMemory(nint image, out nint size);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetBands(nint image);
}
