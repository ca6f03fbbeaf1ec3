namespace Musenor.Collections.Media.Iiif;

/// <summary>
/// A tile of a TIFF as a JPEG file of its own. TIFF keeps the tables of all tiles once (JPEGTables, TIFF Technical Note 2): put back before
/// the tile's own stream, they make a whole file without decoding a pixel.
/// </summary>
internal static class JpegTile
{
    // SOI, then APP0 « JFIF » 1.01: colours are YCbCr as JFIF means it, one pixel is square.
    private static readonly byte[] Head = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    /// <summary>Null when one of the two is not a JPEG stream.</summary>
    public static byte[]? Join(byte[] tables, byte[] tile)
    {
        var shared = tables.Length < 4 ? [] : tables.AsSpan(2, tables.Length - 4);
        return IsStream(tile) && (tables.Length == 0 || IsStream(tables)) ? [.. Head, .. shared, .. tile.AsSpan(2)] : null;
    }

    private static bool IsStream(byte[] bytes) => bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) && bytes.AsSpan().EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]);
}
