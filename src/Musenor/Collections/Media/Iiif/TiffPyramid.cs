using System.Globalization;

namespace Musenor.Collections.Media.Iiif;

/// <summary>One level of a tiled pyramid.</summary>
/// <param name="Option">How libvips is asked for it.</param>
/// <param name="Tables">Of JPEG tiles: the tables that they share, else empty.</param>
/// <param name="HasReadyTiles">Its tiles are JPEG files as browsers read them, once the tables are put back.</param>
internal sealed record TiffLevel(string Option, int Width, int Height, int Tile, long[] Offsets, long[] Lengths, byte[] Tables, bool HasReadyTiles)
{
    public int Columns => (Width + Tile - 1) / Tile;
}

/// <summary>The levels of a pyramidal TIFF, largest first: pages, or sub-directories of the first page, each half the size of the one before.</summary>
internal sealed record TiffPyramid(string Path, IReadOnlyList<TiffLevel> Levels)
{
    // A picture so small is quickly decoded whole: a pyramid must come down to it.
    private const int SmallEnough = 1024;
    private const int MostLevels = 24;

    /// <summary>Null when the file is not a pyramid that can be read as it is.</summary>
    public static TiffPyramid? Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return TiffReader.Open(file) is { } reader && LevelsOf(reader) is { Count: > 0 } levels && Math.Max(levels[^1].Width, levels[^1].Height) <= SmallEnough
                ? new TiffPyramid(path, levels)
                : null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a tile as a JPEG file; null when the level has no such tile ready.</summary>
    public byte[]? ReadyTile(int level, int column, int row)
    {
        if (level >= Levels.Count || !Levels[level].HasReadyTiles)
        {
            return null;
        }

        var at = Levels[level];
        // Tiles of the right and lower edges are padded: they are not what was asked for.
        if ((column + 1) * at.Tile > at.Width || (row + 1) * at.Tile > at.Height)
        {
            return null;
        }

        var index = (row * at.Columns) + column;
        var tile = new byte[at.Lengths[index]];
        using var file = File.OpenHandle(Path);
        return RandomAccess.Read(file, tile, at.Offsets[index]) == tile.Length ? JpegTile.Join(at.Tables, tile) : null;
    }

    private static List<TiffLevel> LevelsOf(TiffReader reader)
    {
        var levels = new List<TiffLevel>();
        var offset = reader.First;
        for (var page = 0; offset != 0 && page < MostLevels; page++)
        {
            var directory = reader.Directory(offset);
            if (page == 0 && directory.IsTurned)
            {
                return [];
            }

            if (directory.Level(page == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"page={page}")) is not { } level || !Follows(levels, level))
            {
                break;
            }

            levels.Add(level);
            if (page == 0 && directory.Children.Length > 0)
            {
                return [level, .. SubLevels(reader, directory.Children, level)];
            }

            offset = directory.Next;
        }

        return levels;
    }

    private static IEnumerable<TiffLevel> SubLevels(TiffReader reader, long[] children, TiffLevel first)
    {
        var levels = new List<TiffLevel> { first };
        foreach (var (child, i) in children.Take(MostLevels).Select((c, i) => (c, i)))
        {
            if (reader.Directory(child).Level(string.Create(CultureInfo.InvariantCulture, $"subifd={i}")) is not { } level || !Follows(levels, level))
            {
                break;
            }

            levels.Add(level);
        }

        return levels.Skip(1);
    }

    // Half, rounded either way.
    private static bool Follows(List<TiffLevel> levels, TiffLevel next) =>
        levels.Count == 0 || (Math.Abs(levels[^1].Width - (2 * next.Width)) <= 1 && Math.Abs(levels[^1].Height - (2 * next.Height)) <= 1);
}
