using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>The rows of runs: who holds one, how far it is.</summary>
public sealed class RunStore(Database database, TimeProvider clock)
{
    /// <summary>A process silent for longer than this is dead.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const string Live = "('waiting', 'running', 'paused')";

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<HarvestRun?> Find(string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await Find(connection, null, id);
    }

    public static Task<HarvestRun?> Find(DbConnection connection, DbTransaction? transaction, string id) =>
        connection.QuerySingleOrDefaultAsync<HarvestRun>("select * from harvest_run where id = @id", new { id }, transaction);

    /// <summary>The run of a source that is not over; at most one.</summary>
    public static Task<HarvestRun?> Current(DbConnection connection, DbTransaction? transaction, string source) =>
        connection.QueryFirstOrDefaultAsync<HarvestRun>($"select * from harvest_run where source = @source and state in {Live} order by asked_at desc, id desc", new { source }, transaction);

    public async Task<IReadOnlyList<HarvestRun>> Latest(string source, int most, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return [.. await connection.QueryAsync<HarvestRun>("select * from harvest_run where source = @source order by asked_at desc, id desc limit @most", new { source, most })];
    }

    /// <summary>A new run that waits.</summary>
    internal async Task<HarvestRun> Add(DbConnection connection, DbTransaction transaction, HarvestSource source, string kind)
    {
        var run = new HarvestRun { Id = Guid.CreateVersion7().ToString(), Source = source.Code, Kind = kind, AskedAt = Now };
        await connection.ExecuteAsync("insert into harvest_run (id, source, kind, state, asked_at) values (@Id, @Source, @Kind, @State, @AskedAt)", run, transaction);
        return run;
    }

    /// <summary>Runs that nobody is at: those that wait, those whose pause is over, those whose process is dead.</summary>
    public async Task<IReadOnlyList<HarvestRun>> Free(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var runs = await connection.QueryAsync<HarvestRun>($"select r.* from harvest_run r join harvest_source s on s.code = r.source where r.state in {Live} and s.state = 'active' order by r.asked_at, r.id");
        return [.. runs.Where(r => r.State switch { HarvestRun.Waiting => true, HarvestRun.Paused => r.ResumeAt <= Now, _ => IsLost(r) })];
    }

    /// <summary>Sources that some process is harvesting now.</summary>
    internal async Task<HashSet<string>> Busy(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var runs = await connection.QueryAsync<HarvestRun>("select * from harvest_run where state = 'running'");
        return runs.Where(r => !IsLost(r)).Select(r => r.Source).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Takes a run; null when somebody else has it, or had just done it.</summary>
    public Task<HarvestRun?> Claim(string id, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        var run = await Find(connection, transaction, id);
        if (run is null || run.IsOver || (run.State == HarvestRun.Running && !IsLost(run)))
        {
            return null;
        }

        run.Holder = NewHolder();
        await connection.ExecuteAsync("""
            update harvest_run set state = 'running', holder = @Holder, beat_at = @now, started_at = coalesce(started_at, @now), resume_at = null, is_stop_asked = @no, problem = '' where id = @Id
            """, new { run.Holder, run.Id, now = Now, no = false }, transaction);
        return await Find(connection, transaction, id);
    }, stop);

    /// <summary>Says that the run goes on; false when it is another's, or must stop.</summary>
    public Task<bool> Beat(string id, string holder, CancellationToken stop) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync("update harvest_run set beat_at = @Now where id = @id and holder = @holder and state = 'running' and is_stop_asked = @no", new { Now, id, holder, no = false }, transaction) == 1, stop);

    public Task<int> AskStop(DbConnection connection, DbTransaction transaction, string id) =>
        connection.ExecuteAsync("update harvest_run set is_stop_asked = @yes where id = @id and state = 'running'", new { yes = true, id }, transaction);

    /// <summary>What a person stopped goes on from where it was.</summary>
    internal Task<int> GoOn(string id, CancellationToken stop) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update harvest_run set resume_at = @Now where id = @id and state = 'paused' and resume_at is null", new { Now, id }, transaction), stop);

    /// <summary>A run that rests begins its window again, at once. False when somebody has it meanwhile.</summary>
    internal async Task<bool> Restart(DbConnection connection, DbTransaction transaction, HarvestRun run)
    {
        run.Begin(run.WindowFrom);
        return await connection.ExecuteAsync("""
            update harvest_run set token = @Token, token_expires = @TokenExpires, list_from = @ListFrom, list_page = @ListPage, list_seen = @ListSeen, list_size = @ListSize,
                top_stamp = @TopStamp, is_ascending = @IsAscending, is_risen = @IsRisen, window_restarts = 0, restarts = restarts + 1, resume_at = @Now
            where id = @Id and state = 'paused'
            """, new { run.Token, run.TokenExpires, run.ListFrom, run.ListPage, run.ListSeen, run.ListSize, run.TopStamp, run.IsAscending, run.IsRisen, Now, run.Id }, transaction) == 1;
    }

    internal static Task<int> Cancel(DbConnection connection, DbTransaction transaction, string id, DateTimeOffset now) =>
        connection.ExecuteAsync("update harvest_run set state = 'cancelled', ended_at = @now where id = @id", new { id, now }, transaction);

    /// <summary>What the source is asked for has changed: what is on its way is given up, what waits asks everything.</summary>
    internal static async Task Outdate(DbConnection connection, DbTransaction transaction, string source)
    {
        await connection.ExecuteAsync("update harvest_run set state = 'cancelled', ended_at = coalesce(beat_at, asked_at) where source = @source and state in ('running', 'paused')", new { source }, transaction);
        await connection.ExecuteAsync("update harvest_run set kind = 'full' where source = @source and state = 'waiting'", new { source }, transaction);
    }

    /// <summary>It is still ours, and nobody gave it up.</summary>
    internal static async Task<bool> IsHeld(DbConnection connection, DbTransaction transaction, HarvestRun run) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from harvest_run where id = @Id and holder = @Holder and state = 'running'", new { run.Id, run.Holder }, transaction) > 0;

    /// <summary>Saves all that may change; false when the run is another's meanwhile.</summary>
    internal async Task<bool> Save(DbConnection connection, DbTransaction transaction, HarvestRun run)
    {
        run.BeatAt = Now;
        return await connection.ExecuteAsync("""
            update harvest_run set prefix = @Prefix, granularity = @Granularity, deleted_record = @DeletedRecord, window_from = @WindowFrom, window_until = @WindowUntil,
                final_until = @FinalUntil, set_spec = @SetSpec, sets_left = @SetsLeft, token = @Token, token_expires = @TokenExpires, list_mode = @ListMode, page = @Page, mark = @Mark,
                skew_s = @SkewS, list_from = @ListFrom, list_page = @ListPage, list_seen = @ListSeen, top_stamp = @TopStamp, is_ascending = @IsAscending, is_risen = @IsRisen,
                window_restarts = @WindowRestarts, step = @Step, is_filtered = @IsFiltered, is_doubtful = @IsDoubtful, list_size = @ListSize, requests = @Requests, bytes = @Bytes,
                seen = @Seen, added = @Added, changed = @Changed, unchanged = @Unchanged, deleted = @Deleted, quarantined = @Quarantined, repaired = @Repaired,
                retries = @Retries, waits = @Waits, restarts = @Restarts, work_ms = @WorkMs, beat_at = @BeatAt
            where id = @Id and holder = @Holder and state = 'running'
            """, run, transaction) == 1;
    }

    internal static Task Incident(DbConnection connection, DbTransaction transaction, string run, DateTimeOffset at, string code, string detail) => connection.ExecuteAsync("""
        insert into harvest_incident (run, number, at, code, detail)
        select @run, coalesce(max(number), 0) + 1, @at, @code, @detail from harvest_incident where run = @run having coalesce(max(number), 0) < 500
        """, new { run, at, code, detail = detail.Length > 500 ? detail[..500] : detail }, transaction);

    /// <summary>« machine/process/start/number »: on its own machine a dead process is known at once.</summary>
    private static string NewHolder()
    {
        using var own = Process.GetCurrentProcess();
        return $"{Environment.MachineName}/{own.Id}/{own.StartTime.ToUniversalTime().Ticks}/{Guid.NewGuid():N}";
    }

    private bool IsLost(HarvestRun run) => run.BeatAt is null || run.BeatAt < Now - Patience || IsDead(run.Holder);

    private static bool IsDead(string holder)
    {
        if (holder.Split('/') is not [var machine, var id, var start, _] || machine != Environment.MachineName || !int.TryParse(id, out var process))
        {
            return false;
        }

        try
        {
            using var there = Process.GetProcessById(process);
            return Math.Abs(there.StartTime.ToUniversalTime().Ticks - long.Parse(start, System.Globalization.CultureInfo.InvariantCulture)) > TimeSpan.TicksPerSecond;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }
}
