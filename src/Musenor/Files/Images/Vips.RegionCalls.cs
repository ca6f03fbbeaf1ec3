using System.Runtime.InteropServices;

namespace Musenor.Files.Images;

/// <summary>Optional arguments are whole numbers, texts and pointers only: numbers with a point would travel apart from them.</summary>
internal static partial class Vips
{
    [LibraryImport(Library, EntryPoint = "vips_source_new_from_file", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SourceFromFile(string path);

    [LibraryImport(Library, EntryPoint = "vips_thumbnail_source", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ThumbnailSource(
        nint source, out nint image, int width, string height, int heightValue, string size, int sizeValue, string options, string optionsValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_source", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ImageFromSource(nint source, string options, nint end);

    [LibraryImport(Library, EntryPoint = "vips_extract_area")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ExtractArea(OpenPicture image, out nint cut, int left, int top, int width, int height, nint end);

    [LibraryImport(Library, EntryPoint = "vips_thumbnail_image", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ThumbnailImage(
        OpenPicture image, out nint resized, int width, string height, int heightValue, string size, int sizeValue, string noRotate, int noRotateValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_rot")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rotate(OpenPicture image, out nint turned, int angle, nint end);

    [LibraryImport(Library, EntryPoint = "vips_flip")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flip(OpenPicture image, out nint mirrored, int direction, nint end);

    [LibraryImport(Library, EntryPoint = "vips_colourspace")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ColourSpace(OpenPicture image, out nint converted, int space, nint end);

    [LibraryImport(Library, EntryPoint = "vips_icc_transform", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IccTransform(OpenPicture image, out nint converted, string profile, string embedded, int embeddedValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_relational_const1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CompareConstant(OpenPicture image, out nint compared, int how, double value, nint end);

    [LibraryImport(Library, EntryPoint = "vips_flatten", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flatten(OpenPicture image, out nint flat, string background, nint backgroundValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_array_double_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ArrayOfDoubles(double[] numbers, int count);

    [LibraryImport(Library, EntryPoint = "vips_area_unref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void FreeArea(nint area);

    [LibraryImport(Library, EntryPoint = "vips_image_copy_memory")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint CopyMemory(OpenPicture image);

    [LibraryImport(Library, EntryPoint = "vips_tiffsave_buffer", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TiffBuffer(
        OpenPicture image, out nint buffer, out nint size, string compression, int compressionValue, string quality, int qualityValue, string tile, int tileValue,
        string tileWidth, int tileWidthValue, string tileHeight, int tileHeightValue, string pyramid, int pyramidValue, string strip, int stripValue, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_buffer", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int BufferOf(OpenPicture image, string format, out nint buffer, out nint size, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint HasField(OpenPicture image, string name);

    [LibraryImport(Library, EntryPoint = "vips_image_hasalpha")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HasAlpha(OpenPicture image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Bands(OpenPicture image);

    [LibraryImport("libgobject-2.0.so.0", EntryPoint = "g_object_ref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Reference(OpenPicture image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WidthOf(OpenPicture image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HeightOf(OpenPicture image);
}
