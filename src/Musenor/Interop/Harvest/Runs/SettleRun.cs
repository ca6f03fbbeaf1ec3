using System.Data.Common;
using Dapper;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.Messages;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>The end of a run: what vanished, the mark of the next one, whom to tell.</summary>
internal sealed class SettleRun(Database database, TellRoles people, TimeProvider clock)
{
    private static readonly Texts Words = Texts.Of("Interop");
    private const int MostSilentTries = 6;
    private const int LongestPauseFactor = 6;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(1);
    private static readonly TimeSpan PauseFor = TimeSpan.FromHours(1);

    /// <summary>All lists came to their end. A list that cannot be trusted leaves the mark where it was, and nothing is deleted by it.</summary>
    public Task Done(HarvestSource source, HarvestRun run, string moved, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        if (!await RunStore.IsHeld(connection, transaction, run))
        {
            return 0; // given up meanwhile: its mark would be of what is no longer asked
        }

        run.State = run.IsDoubtful ? HarvestRun.Incomplete : HarvestRun.Done;
        if (moved.Length > 0)
        {
            // Nobody is asked twice: not for an address that was taken while the run went on, nor for one that was refused.
            await connection.ExecuteAsync("update harvest_source set proposed_url = @moved where code = @Code and base_url <> @moved and refused_url <> @moved", new { moved, source.Code }, transaction);
        }

        if (run.State == HarvestRun.Done)
        {
            await Advance(connection, transaction, source, run);
            await Drop(connection, transaction, source, run);
            await Mended(connection, transaction, run);
        }

        await Heard(connection, transaction, source);
        var faults = run.Quarantined + await Unmapped(connection, transaction, run);
        if (faults > 0 && faults * 100 > run.Seen * source.AlarmFaults)
        {
            await Alarm(connection, transaction, source, run, "faults", $"{faults}");
        }

        if (run.IsDoubtful)
        {
            await Alarm(connection, transaction, source, run, "incomplete", $"{run.ListSeen}");
        }

        await End(connection, transaction, run, run.State);
        return 0;
    }, stop);

    private async Task Advance(DbConnection connection, DbTransaction transaction, HarvestSource source, HarvestRun run)
    {
        var vanished = await Vanished(connection, transaction, source, run);
        await connection.ExecuteAsync("""
            update harvest_source set mark = @Mark, mark_prefix = @Prefix, full_at = case when @whole then @now else full_at end, vanished = coalesce(@vanished, vanished) where code = @Code
            """, new { run.Mark, run.Prefix, whole = run.IsWhole, now = clock.GetUtcNow().Text(), vanished, source.Code }, transaction);
        if (vanished > 0)
        {
            await Alarm(connection, transaction, source, run, "vanished", vanished.Value.ToString(System.Globalization.CultureInfo.CurrentCulture));
        }
    }

    /// <summary>Records of this run of which no notice can be made.</summary>
    private static Task<long> Unmapped(DbConnection connection, DbTransaction transaction, HarvestRun run) => connection.ExecuteScalarAsync<long>("""
        select count(*) from mapping_fault m join harvest_record r on r.source = m.source and r.oai_id = m.oai_id where m.source = @Source and r.run = @Id
        """, new { run.Source, run.Id }, transaction);

    /// <summary>Something of ours broke: the run goes on later, and somebody is told, once a run.</summary>
    public Task Broke(HarvestRun run, HarvestSource source, Exception why, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        run.Problem = $"internal {why.GetType().Name}";
        var now = clock.GetUtcNow();
        var times = await connection.ExecuteScalarAsync<long>("select count(*) from harvest_incident where run = @Id and code = 'internal'", new { run.Id }, transaction);
        await RunStore.Incident(connection, transaction, run.Id, now, "internal", $"{why.GetType().Name} {why.Message}");
        if (times == 0)
        {
            await Alarm(connection, transaction, source, run, "failed", Words["Harvest.Why.internal"].TrimEnd('.'));
        }

        await Pause(connection, transaction, run, now + (PauseFor * Math.Min(times + 1, LongestPauseFactor)));
        return 0;
    }, stop);

    private static Task Pause(DbConnection connection, DbTransaction transaction, HarvestRun run, DateTimeOffset? at) => connection.ExecuteAsync(
        "update harvest_run set state = 'paused', problem = @Problem, resume_at = @at, holder = '' where id = @Id and holder = @Holder", new { run.Problem, at, run.Id, run.Holder }, transaction);

    public Task Stopped(HarvestSource source, HarvestRun run, HarvestStop why, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        run.Problem = why.Message;
        if (why.Kind is StopKind.Pause or StopKind.Page)
        {
            await Silence(connection, transaction, source, run);
            return 0;
        }

        await Heard(connection, transaction, source);
        if (why.Kind == StopKind.Rest)
        {
            await Pause(connection, transaction, run, why.Code == HarvestStop.Hours ? Schedules.Opening(source.Hours, clock.GetUtcNow()) : null);
            return 0;
        }

        if (why.Kind == StopKind.ForGood)
        {
            await connection.ExecuteAsync("update harvest_source set state = 'stopped', state_reason = @Problem where code = @Code", new { run.Problem, source.Code }, transaction);
        }

        await Alarm(connection, transaction, source, run, "failed", run.Problem);
        await End(connection, transaction, run, HarvestRun.Failed);
        return 0;
    }, stop);

    /// <summary>
    /// It goes on later, and later the longer the source is silent. A source of which nothing came after so many tries, or for a day, is told of once;
    /// then it is asked on, and told of again only when it had answered meanwhile.
    /// </summary>
    private async Task Silence(DbConnection connection, DbTransaction transaction, HarvestSource source, HarvestRun run)
    {
        var now = clock.GetUtcNow();
        // As it stands now: the source was read when the run began, perhaps hours ago.
        var known = await SourceStore.Find(connection, transaction, source.Code) ?? source;
        var since = known.SilentSince is { } before && !await Came(connection, transaction, run, before) ? before : now;
        var tries = since == now ? 1 : known.SilentTries + 1;
        var isTold = since != now && known.IsSilenceTold;
        if (!isTold && (tries >= MostSilentTries || now - since >= LongestSilence))
        {
            isTold = true;
            await Alarm(connection, transaction, source, run, "silent", run.Problem);
        }

        await connection.ExecuteAsync("update harvest_source set silent_since = @since, silent_tries = @tries, is_silence_told = @isTold where code = @Code",
            new { since = since.Text(), tries, isTold, source.Code }, transaction);
        await Pause(connection, transaction, run, now + (PauseFor * Math.Min(tries, LongestPauseFactor)));
    }

    private static async Task<bool> Came(DbConnection connection, DbTransaction transaction, HarvestRun run, DateTimeOffset since) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from harvest_page where run = @Id and fetched_at > @since", new { run.Id, since }, transaction) > 0;

    /// <summary>It answered, whatever it said.</summary>
    private static Task Heard(DbConnection connection, DbTransaction transaction, HarvestSource source) => connection.ExecuteAsync(
        "update harvest_source set silent_since = null, silent_tries = 0, is_silence_told = @no where code = @Code and silent_since is not null", new { no = false, source.Code }, transaction);

    /// <summary>Faults of records that a complete list does not show any more: deleted over there, or mended where they had no identifier.</summary>
    private async Task Mended(DbConnection connection, DbTransaction transaction, HarvestRun run)
    {
        if (run.IsWhole)
        {
            await connection.ExecuteAsync("update harvest_fault set settled_at = @now where source = @Source and run <> @Id and settled_at is null and stage in ('raw', 'validated')",
                new { now = clock.GetUtcNow().Text(), run.Source, run.Id }, transaction);
        }
    }

    /// <summary>A person, or the end of the process: goes on from its checkpoint.</summary>
    public Task Interrupted(HarvestRun run) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update harvest_run set state = 'paused', resume_at = case when is_stop_asked = @yes then null else @now end, holder = '' where id = @Id and holder = @Holder and state = 'running'",
            new { yes = true, now = clock.GetUtcNow().Text(), run.Id, run.Holder }, transaction));

    private Task End(DbConnection connection, DbTransaction transaction, HarvestRun run, string state) => connection.ExecuteAsync("""
        update harvest_run set state = @state, problem = @Problem, ended_at = @now, requests = @Requests, bytes = @Bytes, named = @Named, deleted = @Deleted, retries = @Retries, waits = @Waits, work_ms = @WorkMs, coverage = @Coverage where id = @Id and holder = @Holder
        """, new { state, run.Problem, now = clock.GetUtcNow(), run.Requests, run.Bytes, run.Named, run.Deleted, run.Retries, run.Waits, run.WorkMs, run.Coverage, run.Id, run.Holder }, transaction);

    /// <summary>
    /// What a complete list did not name is suspect, and deleted when a second one does not name it either. When too much vanishes at once
    /// nothing is: answers how many wait for a person, null where that is not looked at.
    /// </summary>
    private static async Task<long?> Vanished(DbConnection connection, DbTransaction transaction, HarvestSource source, HarvestRun run)
    {
        // Who leaves a set is not told as deleted: it may be in others.
        var infers = source.Deletions == "reconcile" || (source.Deletions == "auto" && (run.DeletedRecord != "persistent" || source.SetList.Length > 0));
        if (!run.IsWhole || !infers)
        {
            return null; // what waits for a person goes on waiting
        }

        var values = new { source = source.Code, run = run.Id };
        var live = await connection.ExecuteScalarAsync<long>("select count(*) from harvest_record where source = @source and status = 'live'", values, transaction);
        var missing = await connection.ExecuteScalarAsync<long>("select count(*) from harvest_record where source = @source and status = 'live' and run <> @run", values, transaction);
        var nameless = await connection.ExecuteScalarAsync<long>("select count(*) from harvest_fault where source = @source and run = @run and settled_at is null and oai_id like @start",
            new { values.source, values.run, start = StorePage.UnnamedStart + "%" }, transaction);
        missing = Math.Max(0, missing - nameless);
        if (missing * 100 > live * source.MostVanished)
        {
            return missing;
        }

        if (nameless > 0)
        {
            return 0; // any of those that are missing may be one that came without its name
        }

        await connection.ExecuteAsync("update harvest_record set missed = missed + 1 where source = @source and status = 'live' and run <> @run", values, transaction);
        var gone = (await connection.QueryAsync<string>("select oai_id from harvest_record where source = @source and status = 'live' and missed >= 2 order by oai_id", values, transaction)).AsList();
        var sequence = await connection.ExecuteScalarAsync<long>("select last_seq from harvest_source where code = @source", values, transaction);
        foreach (var id in gone)
        {
            await connection.ExecuteAsync("update harvest_record set status = 'deleted', datestamp = @Mark, seq = @seq where source = @source and oai_id = @id", new { run.Mark, seq = ++sequence, values.source, id }, transaction);
        }

        await connection.ExecuteAsync("update harvest_source set last_seq = @sequence where code = @source", new { sequence, values.source }, transaction);
        run.Deleted += gone.Count;
        return 0;
    }

    private async Task Drop(DbConnection connection, DbTransaction transaction, HarvestSource source, HarvestRun run)
    {
        if (!run.IsWhole)
        {
            return;
        }

        run.Named = await connection.ExecuteScalarAsync<long>("select count(*) from harvest_record where source = @Source and run = @Id", new { run.Source, run.Id }, transaction);
        var last = await connection.QueryFirstOrDefaultAsync<HarvestRun>("""
            select named, seen from harvest_run where source = @Source and state = 'done' and kind = 'full' and id <> @Id order by ended_at desc limit 1
            """, new { run.Source, run.Id }, transaction);
        var (before, now) = last?.Named is { } named ? (named, run.Named.Value) : (last?.Seen ?? 0, run.Seen);
        if (before > 0 && (before - now) * 100 > before * source.AlarmDrop)
        {
            await Alarm(connection, transaction, source, run, "drop", $"{before} → {now}");
        }
    }

    private Task Alarm(DbConnection connection, DbTransaction transaction, HarvestSource source, HarvestRun run, string kind, string detail) => people.Network(connection, transaction,
        new Message($"harvest.{kind}:{run.Id}", Category.ToDo, Words[$"Harvest.Alarm.{kind}", source.Name])
        {
            Paragraphs = [Words[$"Harvest.Alarm.{kind}.text", source.Name, detail], Words["Harvest.Alarm.look", source.Code]],
            Thread = $"harvest:{source.Code}",
        });
}
