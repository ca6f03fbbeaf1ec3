using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.Discovery;

/// <summary>
/// Takes over what changed since the last time: a published notice with a picture has a manifest, the others have none; invented ones are left out. Changes of one notice
/// between two readings are one activity, its last state; lines are only added, so a page once full never changes.
/// </summary>
public sealed class TakeActivities(Database database)
{
    private const int Batch = 5_000;

    private sealed record Change
    {
        public string Ref { get; init; } = "";
        public long Revision { get; init; }
        public string At { get; init; } = "";
        public long HasManifest { get; init; }
        public string? Last { get; init; }
    }

    public async Task Run(CancellationToken stop = default)
    {
        while (await IsBehind(stop) && await database.Write(Some, stop))
        {
            // One batch a transaction: writers pass in between.
        }
    }

    private async Task<bool> IsBehind(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>("""
            select (select coalesce(max(revision), 0) from notice_column) - coalesce((select revision from manifest_mark where id = 1), 0)
            """) > 0;
    }

    /// <summary>True when there may be more.</summary>
    private static async Task<bool> Some(DbConnection connection, DbTransaction transaction)
    {
        var mark = await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from manifest_mark", transaction: transaction);
        var changes = (await connection.QueryAsync<Change>("""
            select c.ref, c.revision, c.changed_at as at,
                case when n.state = 'published' and not n.is_demo and exists (select 1 from notice_image i where i.ref = c.ref) then 1 else 0 end as has_manifest,
                (select a.kind from manifest_activity a where a.ref = c.ref order by a.number desc limit 1) as last
            from notice_column c join notice n on n.ref = c.ref where c.revision > @mark order by c.revision limit @Batch
            """, new { mark, Batch }, transaction)).AsList();
        if (changes.Count == 0)
        {
            return false;
        }

        var number = await connection.ExecuteScalarAsync<long>("select coalesce(max(number), 0) from manifest_activity", transaction: transaction);
        var at = await connection.ExecuteScalarAsync<string?>("select ended_at from manifest_activity where number = @number", new { number }, transaction) ?? "";
        foreach (var change in changes)
        {
            var isThere = change.Last is "Create" or "Update";
            if (change.HasManifest == 0 && !isThere)
            {
                continue;
            }

            at = string.CompareOrdinal(change.At, at) > 0 ? change.At : at;
            var kind = change.HasManifest == 0 ? "Delete" : isThere ? "Update" : "Create";
            await connection.ExecuteAsync("insert into manifest_activity (number, ref, kind, ended_at, revision) values (@number, @Ref, @kind, @at, @Revision)",
                new { number = ++number, change.Ref, kind, at, change.Revision }, transaction);
        }

        await connection.ExecuteAsync("""
            insert into manifest_mark (id, revision) values (1, @Revision) on conflict (id) do update set revision = excluded.revision
            """, new { changes[^1].Revision }, transaction);
        return changes.Count == Batch;
    }
}
