using Dapper;
using Musenor.Files.Places;
using Musenor.Storage;

namespace Musenor.Files.Upkeep;

/// <summary>
/// Takes away what nobody attached to anything for seven days, what was dropped and did not wholly go, and what a stopped upload left
/// on the disk. Several processes may run it at once.
/// </summary>
public sealed class PurgeFiles(Database database, FileStore store, DropFile drop, TimeProvider clock)
{
    public static readonly TimeSpan OrphansStay = TimeSpan.FromDays(7);

    // An upload of half a gigabyte over a poor line may last hours.
    private static readonly TimeSpan LeftoversStay = TimeSpan.FromDays(1);

    /// <param name="Files">Received files taken away, with their rows.</param>
    /// <param name="Leftovers">Files of the disk that no row names.</param>
    public sealed record Purged(int Files, int Leftovers);

    public async Task<Purged> Run(CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        // Marked in one statement: an attachment comes before it, or finds nothing.
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "update stored_file set state = 'deleted', state_at = @now where owner_kind is null and state <> 'deleted' and created_at < @before",
            new { now, before = now - OrphansStay },
            transaction), stop);
        await using var connection = await database.Open(stop);
        var going = (await connection.QueryAsync<string>("select id from stored_file where state = 'deleted'")).AsList();
        foreach (var id in going)
        {
            await drop.Run(id, stop);
        }

        var known = (await connection.QueryAsync<string>("select place from stored_file")).ToHashSet(StringComparer.Ordinal);
        var old = (now - LeftoversStay).UtcDateTime;
        var leftovers = store.All().Where(f => !known.Contains(f.Place)).Select(f => f.File).Concat(store.AllIncoming()).Where(f => f.LastWriteTimeUtc < old).ToArray();
        foreach (var file in leftovers)
        {
            file.Delete();
        }

        return new Purged(going.Count, leftovers.Length);
    }
}
