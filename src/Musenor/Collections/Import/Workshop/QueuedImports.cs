using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

/// <summary>
/// The rows of import_request that wait for a worker. Several processes look at them: one takes a row, says every second that it is still
/// at it, and loses it when it has said nothing for a minute. Of one museum, one at a time, in the order of the queue.
/// </summary>
public sealed class QueuedImports(Database database, TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    internal const string Columns = """
        r.id, r.file_id, r.file_name, r.file_hash, r.museum_id, r.account_id, r.profile, r.ignores_empty, r.is_whole, r.state, r.asked_at, r.queued_at, r.holder, r.beat_at,
        r.stop_asked, r.stage, r.stage_at, r.share, r.rows_done, r.trial_id, r.import_id, r.tried_at, r.problem, r.undo_by, r.is_national
        """;

    // What another one does with the same museum, or with museums that its rows name, comes first: it was there before, or is under way.
    private const string Ahead = """
        from import_request o where o.id <> r.id and o.state in ('trial', 'import', 'undo')
          and (o.museum_id is null or r.museum_id is null or o.museum_id = r.museum_id)
          and ((o.holder is not null and r.holder is null) or o.queued_at < r.queued_at or (o.queued_at = r.queued_at and o.id < r.id))
        """;

    private const string Next = $"""
        select {Columns} from import_request r left join stored_file f on f.id = r.file_id
        where r.state in ('trial', 'import', 'undo') and (r.holder is null or r.beat_at < @lost)
          and (r.state = 'undo' or f.state is null or f.state in ('ready', 'refused', 'deleted'))
          and not exists (select 1 {Ahead} and not (o.holder is not null and o.beat_at < @lost))
        order by r.queued_at, r.id limit 1
        """;

    // A process killed is known at once by its machine; it says something every second while it lives, so that a number used again deceives nobody.
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(5);
    private static readonly string Life = $"{Guid.NewGuid():N}";

    public static string Holder { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Life}";

    /// <summary>Takes the next row that may be worked on; null when there is none.</summary>
    public async Task<ImportRequest?> Take(CancellationToken stop)
    {
        await using (var connection = await database.Open(stop))
        {
            await FreeFromTheDead(connection, stop);
            if (await First(connection, null) is null)
            {
                return null; // nothing to lock the database for
            }
        }

        return await database.Write(async (connection, transaction) =>
        {
            var next = await First(connection, transaction);
            if (next is not null)
            {
                await connection.ExecuteAsync("update import_request set holder = @Holder, beat_at = @now, stage = '', share = 0, stage_at = @now where id = @Id", new { Holder, now = clock.GetUtcNow(), next.Id }, transaction);
            }

            return next;
        }, stop);
    }

    /// <summary>Says that its work goes on, and how far it is. Waits for its turn to write, behind the batches of the import itself.</summary>
    internal Task Beat(string id, ImportProgress? progress, CancellationToken stop) => database.Write((connection, transaction) => connection.ExecuteAsync("""
        update import_request set beat_at = @now, stage_at = case when stage = @stage then stage_at else @now end, stage = @stage, share = @share, rows_done = @rows
        where id = @id and holder = @Holder
        """, new { id, Holder, now = clock.GetUtcNow(), stage = progress?.Stage ?? "", share = (int)(1000 * Math.Clamp(progress?.Share ?? 0, 0, 1)), rows = progress?.Rows ?? 0 }, transaction), stop);

    /// <summary>Is the row still ours, and did somebody ask to stop? Reads only: nobody makes it wait.</summary>
    internal async Task<(bool IsOurs, bool StopAsked)> Look(string id, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var row = await connection.QueryFirstOrDefaultAsync<ImportRequest>("select id, holder, stop_asked from import_request where id = @id", new { id });
        return (row?.Holder == Holder, row?.StopAsked ?? false);
    }

    /// <summary>Leaves the row to whoever takes it next: this process stops.</summary>
    internal Task Release(string id) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update import_request set holder = null, beat_at = null where id = @id and holder = @Holder", new { id, Holder }, transaction));

    /// <summary>Who is served before, first one first: name (empty for an operator), file, when.</summary>
    internal static async Task<IReadOnlyList<ImportRequest>> Before(DbConnection connection, string id) => (await connection.QueryAsync<ImportRequest>("""
        select o.id, o.file_name, o.queued_at, o.state, o.holder, o.museum_id, coalesce(a.name, '') as name
        from import_request r join import_request o on o.id <> r.id and o.state in ('trial', 'import', 'undo')
          and (o.museum_id is null or r.museum_id is null or o.museum_id = r.museum_id)
          and ((o.holder is not null and r.holder is null) or o.queued_at < r.queued_at or (o.queued_at = r.queued_at and o.id < r.id))
        left join account a on a.id = o.account_id
        where r.id = @id order by case when o.holder is null then 1 else 0 end, o.queued_at, o.id
        """, new { id })).AsList();

    /// <summary>Rows held by processes of this machine that are no more.</summary>
    private async Task FreeFromTheDead(DbConnection connection, CancellationToken stop)
    {
        var silent = await connection.QueryAsync<string>("select holder from import_request where holder is not null and beat_at < @since", new { since = clock.GetUtcNow() - Silent });
        foreach (var dead in silent.Where(IsDead))
        {
            await database.Write((writing, transaction) => writing.ExecuteAsync("update import_request set holder = null, beat_at = null where holder = @dead", new { dead }, transaction), stop);
        }
    }

    private static bool IsDead(string holder)
    {
        var parts = holder.Split('/');
        if (parts is not [var machine, var number, var life] || machine != Environment.MachineName || !int.TryParse(number, out var process) || life == Life)
        {
            return false;
        }

        try
        {
            using var alive = System.Diagnostics.Process.GetProcessById(process);
            return process == Environment.ProcessId;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private Task<ImportRequest?> First(DbConnection connection, DbTransaction? transaction) =>
        connection.QueryFirstOrDefaultAsync<ImportRequest?>(Next, new { lost = clock.GetUtcNow() - Patience }, transaction);
}
