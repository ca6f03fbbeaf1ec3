using Dapper;
using Musenor.Files.Places;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Files;

/// <summary>
/// Takes a file away for good: from that moment nobody gets it, then its bytes go, then its row. Stopped half-way,
/// <see cref="Upkeep.PurgeFiles"/> ends it. The calling room has checked its own rights.
/// </summary>
public sealed class DropFile(Database database, FileStore store)
{
    public async Task<Outcome> Run(string id, CancellationToken stop = default)
    {
        var place = await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("update stored_file set state = 'deleted' where id = @id", new { id }, transaction);
            return await connection.ExecuteScalarAsync<string?>("select place from stored_file where id = @id", new { id }, transaction);
        }, stop);
        if (place is null)
        {
            return new Outcome.Missing();
        }

        store.Remove(place);
        await database.Write((connection, transaction) => connection.ExecuteAsync("delete from stored_file where id = @id", new { id }, transaction), stop);
        return new Outcome.Done(id);
    }
}
