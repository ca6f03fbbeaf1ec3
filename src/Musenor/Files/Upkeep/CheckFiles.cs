using Dapper;
using Musenor.Files.Places;
using Musenor.Storage;

namespace Musenor.Files.Upkeep;

/// <summary>Compares the rows and the disk: after a restore, or when something seems lost.</summary>
public sealed class CheckFiles(Database database, FileStore store)
{
    /// <param name="Rows">Rows whose bytes should be there.</param>
    /// <param name="WithoutFile">Their bytes are not there, or not as many as were received.</param>
    /// <param name="WithoutRow">Names in the folder of files that no row knows; uploads in progress are not counted.</param>
    public sealed record Checked(int Rows, IReadOnlyList<StoredFile> WithoutFile, IReadOnlyList<string> WithoutRow);

    public async Task<Checked> Run(CancellationToken stop = default)
    {
        // The disk first: a file that comes meanwhile has its row by then.
        var there = store.All().Select(f => f.Place).ToHashSet(StringComparer.Ordinal);
        await using var connection = await database.Open(stop);
        var rows = (await connection.QueryAsync<StoredFile>("select id, place, bytes, original_name, owner_kind, owner_id, state, created_at from stored_file")).AsList();
        var kept = rows.Where(r => r.State is not (FileState.Refused or FileState.Deleted)).ToArray();
        var lost = kept.Where(r => new FileInfo(store.PathOf(r.Place)) is var file && (!file.Exists || file.Length != r.Bytes)).ToArray();
        return new Checked(kept.Length, lost, [.. there.Except(rows.Select(r => r.Place)).Order(StringComparer.Ordinal)]);
    }
}
