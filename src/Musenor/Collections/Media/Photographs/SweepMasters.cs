using Dapper;
using Musenor.Storage;

namespace Musenor.Collections.Media.Photographs;

/// <summary>
/// Masters that no row names: files that turned out to be no pictures, or whose import was killed before its rows. They go once they are
/// old: whoever is about to name one makes it young again first, so that no other process takes it away meanwhile.
/// </summary>
public sealed class SweepMasters(Masters masters, DataFolder folder, Database database)
{
    private const string Named = """
        select (select count(*) from picture_master where hash = @hash) + (select count(*) from photograph_waiting where master_hash = @hash)
            + (select count(*) from notice_image where master_hash = @hash)
        """;

    /// <summary>Takes away those written before, and not met again since. Answers how many.</summary>
    public async Task<int> Run(DateTimeOffset before)
    {
        var old = await Unnamed(before);
        return old.Count == 0 ? 0 : await database.Write(async (connection, transaction) =>
        {
            var gone = 0;
            foreach (var hash in old)
            {
                if (await connection.ExecuteScalarAsync<long>(Named, new { hash }, transaction) == 0 && masters.Find(hash) is { } path && File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
                {
                    masters.Drop(hash);
                    gone++;
                }
            }

            return gone;
        });
    }

    /// <summary>A master that is about to be named is not swept. False when it is not there.</summary>
    public async Task<bool> Spare(string hash)
    {
        if (masters.Find(hash) is not { } path)
        {
            return false;
        }

        await using var connection = await database.Open();
        if (await connection.ExecuteScalarAsync<long>(Named, new { hash }) > 0)
        {
            return true;
        }

        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return File.Exists(path);
        }
        catch (IOException)
        {
            // Swept just now.
            return false;
        }
    }

    // Without the lock: most are named, and an import waits for nobody.
    private async Task<List<string>> Unnamed(DateTimeOffset before)
    {
        var root = new DirectoryInfo(Path.Combine(folder.Root, "masters"));
        if (!root.Exists)
        {
            return [];
        }

        var old = root.EnumerateDirectories("??").SelectMany(d => d.EnumerateFiles()).Where(f => Masters.IsHash(f.Name) && f.LastWriteTimeUtc < before.UtcDateTime).Select(f => f.Name).ToList();
        if (old.Count == 0)
        {
            return old;
        }

        await using var connection = await database.Open();
        var named = (await connection.QueryAsync<string>("select hash from picture_master")).ToHashSet(StringComparer.Ordinal);
        return old.FindAll(hash => !named.Contains(hash));
    }
}
