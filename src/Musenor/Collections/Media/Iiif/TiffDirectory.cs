namespace Musenor.Collections.Media.Iiif;

/// <summary>One directory of a TIFF: a page, or a reduced copy of one.</summary>
internal sealed class TiffDirectory(TiffReader reader, IReadOnlyDictionary<int, TiffEntry> tags, long next)
{
    private const int WidthTag = 256;
    private const int HeightTag = 257;
    private const int BitsTag = 258;
    private const int CompressionTag = 259;
    private const int PhotometricTag = 262;
    private const int OrientationTag = 274;
    private const int TileWidthTag = 322;
    private const int TileHeightTag = 323;
    private const int OffsetsTag = 324;
    private const int LengthsTag = 325;
    private const int ChildrenTag = 330;
    private const int TablesTag = 347;
    private const int ProfileTag = 34675;

    private const int Jpeg = 7;
    private const int Grey = 1;
    private const int YCbCr = 6;
    private const int LongestSide = 100_000;

    /// <summary>Where the next page is; 0 after the last.</summary>
    public long Next => next;

    public long[] Children => tags.TryGetValue(ChildrenTag, out var children) ? reader.Numbers(children) : [];

    /// <summary>Not stored the way it is shown.</summary>
    public bool IsTurned => One(OrientationTag, 1) is not 1;

    /// <summary>Null when the page is not cut into square tiles.</summary>
    public TiffLevel? Level(string option)
    {
        var (width, height, tile) = ((int)One(WidthTag, 0), (int)One(HeightTag, 0), (int)One(TileWidthTag, 0));
        if (width is < 1 or > LongestSide || height is < 1 or > LongestSide || tile is < 64 or > 4096 || tile != One(TileHeightTag, 0)
            || !tags.TryGetValue(OffsetsTag, out var offsets) || !tags.TryGetValue(LengthsTag, out var lengths))
        {
            return null;
        }

        var isJpeg = One(CompressionTag, 1) == Jpeg && One(BitsTag, 8) == 8;
        // A colour profile would be lost, and its colours shown as others.
        var ready = isJpeg && !tags.ContainsKey(ProfileTag) && (One(PhotometricTag, -1) is Grey or YCbCr);
        var (from, sizes) = ready ? (reader.Numbers(offsets), reader.Numbers(lengths)) : ([], []);
        var tiles = (long)((width + tile - 1) / tile) * ((height + tile - 1) / tile);
        ready = ready && from.Length == tiles && sizes.Length == tiles && from.Zip(sizes).All(t => reader.Holds(t.First, t.Second));
        return new TiffLevel(option, width, height, tile, from, sizes, ready && tags.TryGetValue(TablesTag, out var tables) ? reader.Content(tables) : [], ready);
    }

    private long One(int tag, long otherwise) => tags.TryGetValue(tag, out var entry) && entry.Count > 0 && reader.Numbers(entry) is [var value, ..] ? value : otherwise;
}
