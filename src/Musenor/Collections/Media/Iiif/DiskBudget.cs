namespace Musenor.Collections.Media.Iiif;

/// <summary>
/// A folder of files that can all be made again, kept under a number of bytes: what was used longest ago goes first. A reader that holds a
/// file open while it goes reads it to its end.
/// </summary>
internal sealed class DiskBudget(string folder, long most)
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);
    private readonly Lock _one = new();

    public const string Incoming = "incoming";

    /// <summary>Drops files until the folder fits, but never <paramref name="kept"/>; and what writers that died left behind.</summary>
    /// <param name="share">Of the budget, once something has to go: less than one, so that the next file does not start it again.</param>
    /// <returns>Bytes in the folder.</returns>
    public long Trim(string? kept = null, double share = 1)
    {
        lock (_one)
        {
            var root = new DirectoryInfo(folder);
            if (!root.Exists)
            {
                return 0;
            }

            var files = root.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Exists).ToList();
            foreach (var left in files.Where(f => f.Directory!.Name == Incoming && f.LastWriteTimeUtc < DateTime.UtcNow - Abandoned))
            {
                left.Delete();
            }

            files.RemoveAll(f => f.Directory!.Name == Incoming);
            var sum = files.Sum(f => f.Length);
            if (sum <= most)
            {
                return sum;
            }

            foreach (var file in files.Where(f => f.FullName != kept).OrderBy(f => f.LastAccessTimeUtc))
            {
                if (sum <= most * share)
                {
                    break;
                }

                sum -= file.Length;
                file.Delete();
            }

            return sum;
        }
    }

    /// <summary>Says that a file was used now: not more often than needed to tell old from new. It may have gone meanwhile.</summary>
    public static void Touch(string path, TimeSpan precision)
    {
        try
        {
            var now = DateTime.UtcNow;
            if (now - File.GetLastAccessTimeUtc(path) > precision)
            {
                File.SetLastAccessTimeUtc(path, now);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it is younger or gone: neither matters here.
        }
    }
}
