using System.Collections.Concurrent;
using Musenor.Files.Images;

namespace Musenor.Collections.Media.Iiif;

/// <summary>The file that a picture is served from.</summary>
/// <param name="Key">Names its bytes: the hash of a master, or the id of a picture that has none.</param>
/// <param name="Width">As it is shown, in pixels.</param>
/// <param name="Height">As it is shown, in pixels.</param>
public sealed record ImageSource(string Key, string Path, int Width, int Height, DateTime ModifiedAt)
{
    public bool IsLarge => (long)Width * Height > IiifSettings.Large;
}

/// <summary>What was read of files whose bytes never change, kept while the process lives.</summary>
public sealed class SourceHeads
{
    private const int MostHeads = 20_000;
    private const int MostPyramids = 200;

    private readonly ConcurrentDictionary<string, (int Width, int Height)> _sizes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TiffPyramid?> _pyramids = new(StringComparer.Ordinal);

    internal (int Width, int Height) Size(string path) => Known(_sizes, MostHeads, path, Vips.ShownSize);

    /// <summary>The levels of a tiled pyramid; null when the file is none.</summary>
    internal TiffPyramid? Pyramid(string path) => Known(_pyramids, MostPyramids, path, TiffPyramid.Read);

    /// <summary>The file is gone, or another stands in its place.</summary>
    internal void Forget(string path)
    {
        _sizes.TryRemove(path, out _);
        _pyramids.TryRemove(path, out _);
    }

    private static T Known<T>(ConcurrentDictionary<string, T> known, int most, string path, Func<string, T> read)
    {
        if (known.TryGetValue(path, out var found))
        {
            return found;
        }

        if (known.Count >= most)
        {
            known.Clear();
        }

        return known[path] = read(path);
    }
}
