using System.Security.Cryptography;
using System.Text;
using Musenor.Storage;

namespace Musenor.Collections.Media.Iiif;

/// <summary>
/// Images made once and asked again, under &lt;data&gt;/tiles/ab/&lt;name&gt;: the name stands for the bytes of the picture, the canonical
/// request and the way images are made, so that nothing in it is ever out of date.
/// </summary>
public sealed class TileCache(DataFolder folder, IiifSettings settings)
{
    // Raised when the same request would make other bytes.
    private const string Making = "1";

    private const int LargestKept = 2_000_000;
    private const double ShareLeft = 0.9;
    private const double Slack = 0.02;

    private static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(10);

    private readonly DiskBudget _budget = new(Path.Combine(folder.Root, "tiles"), settings.TileBudget);

    // The first write looks at what is there.
    private long _sinceTrim = long.MaxValue / 2;

    public static string Name(ImageSource source, string canonical) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Making}\n{source.Key}\n{canonical}")).AsSpan(0, 16));

    /// <summary>Null when it is not there, or was dropped.</summary>
    public byte[]? Find(string name)
    {
        var path = PathOf(name);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var bytes = File.ReadAllBytes(path);
            DiskBudget.Touch(path, UsePrecision);
            return bytes;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A full disk loses the cache, never the answer.</summary>
    public void Keep(string name, byte[] bytes)
    {
        if (settings.TileBudget == 0 || bytes.Length > LargestKept)
        {
            return;
        }

        try
        {
            var writing = folder.File("tiles", DiskBudget.Incoming, Guid.NewGuid().ToString("N"));
            File.WriteAllBytes(writing, bytes);
            File.Move(writing, folder.File("tiles", name[..2], name), overwrite: true);
            if (Interlocked.Add(ref _sinceTrim, bytes.Length) > settings.TileBudget * Slack)
            {
                Interlocked.Exchange(ref _sinceTrim, 0);
                _budget.Trim(share: ShareLeft);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // see above
        }
    }

    private string PathOf(string name) => Path.Combine(folder.Root, "tiles", name[..2], name);
}
