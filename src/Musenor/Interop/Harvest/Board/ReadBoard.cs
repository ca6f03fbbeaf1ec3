using Dapper;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Board;

/// <summary>A source with what is counted of it.</summary>
internal sealed record SourceLine(HarvestSource Source, SourceCounts Counts, HarvestRun? Last, Health Health, DateTimeOffset? Next);

internal sealed record SourceCounts
{
    public string Code { get; init; } = "";
    public long Live { get; init; }
    public long Unread { get; init; }
    public long Unmapped { get; init; }
    public DateTimeOffset? SuccessAt { get; init; }

    public long Quarantined => Unread + Unmapped;
}

/// <summary>How a source is, in words; never told by a colour alone.</summary>
/// <param name="Key">« Harvest.Health.{Key} ».</param>
/// <param name="Needs">A person must look.</param>
internal sealed record Health(string Key, bool Needs)
{
    /// <summary>Twice its rhythm without a success.</summary>
    public static Health Of(HarvestSource source, HarvestRun? last, DateTimeOffset? success, DateTimeOffset now) =>
        source.State == HarvestSource.Stopped ? new("stopped", true)
        : source.Vanished > 0 ? new("vanished", true)
        : source.ProposedUrl.Length > 0 ? new("moved", true)
        : source.State == HarvestSource.Paused ? new("resting", false)
        : last is null ? new("never", false)
        : last.State == HarvestRun.Failed ? new("failed", true)
        : last.State == HarvestRun.Incomplete ? new("incomplete", true)
        : last.HadItsShare ? new(!last.IsHalted ? "night" : source.Schedule == Schedules.Manual ? "enough" : "enough.schedule", last.IsHalted && source.Schedule == Schedules.Manual)
        : last.IsHalted ? new(source.Schedule == Schedules.Manual ? "halted" : "halted.schedule", true)
        : last.State == HarvestRun.Paused && last.Problem.StartsWith("internal", StringComparison.Ordinal) ? new("broken", true)
        : IsLate(source, success, now) ? new("late", true)
        : last is { State: HarvestRun.Paused, Problem.Length: > 0 } ? new("waits", source.IsSilenceTold)
        : last.IsOver ? new("good", false) : new("busy", false);

    private static bool IsLate(HarvestSource source, DateTimeOffset? success, DateTimeOffset now) =>
        source.Schedule != Schedules.Manual && Schedules.Every.TryGetValue(source.Schedule, out var every) && now - (success ?? source.CreatedAt) > every * 2 + TimeSpan.FromHours(2);
}

/// <summary>Sources as the board shows them.</summary>
internal sealed class ReadBoard(Database database, SourceStore sources, TimeProvider clock)
{
    public async Task<IReadOnlyList<SourceLine>> All(CancellationToken stop = default)
    {
        var all = await sources.All(stop);
        await using var connection = await database.Open(stop);
        var counts = (await connection.QueryAsync<SourceCounts>("""
            select s.code, (select count(*) from harvest_record r where r.source = s.code and r.status = 'live') as live,
                (select count(*) from harvest_fault f where f.source = s.code and f.settled_at is null) as unread,
                (select count(*) from mapping_fault m where m.source = s.code) as unmapped,
                (select max(r.ended_at) from harvest_run r where r.source = s.code and r.state = 'done') as success_at
            from harvest_source s
            """)).ToDictionary(c => c.Code);
        var last = (await connection.QueryAsync<HarvestRun>("""
            select r.* from harvest_run r where r.id = (select l.id from harvest_run l where l.source = r.source order by l.asked_at desc, l.id desc limit 1)
            """)).ToDictionary(r => r.Source);
        return [.. all.OrderBy(s => s.Name, StringComparer.Create(System.Globalization.CultureInfo.CurrentCulture, ignoreCase: true)).Where(s => counts.ContainsKey(s.Code)).Select(s => Line(s, counts[s.Code], last.GetValueOrDefault(s.Code)))];
    }

    public async Task<SourceLine?> One(string code, CancellationToken stop = default)
    {
        if (await sources.Find(code, stop) is not { } source)
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        var counts = await connection.QuerySingleAsync<SourceCounts>("""
            select @code as code, (select count(*) from harvest_record where source = @code and status = 'live') as live,
                (select count(*) from harvest_fault where source = @code and settled_at is null) as unread,
                (select count(*) from mapping_fault where source = @code) as unmapped,
                (select max(ended_at) from harvest_run where source = @code and state = 'done') as success_at
            """, new { code });
        return Line(source, counts, await connection.QueryFirstOrDefaultAsync<HarvestRun>("select * from harvest_run where source = @code order by asked_at desc, id desc limit 1", new { code }));
    }

    /// <summary>When the worker would begin the next run by itself; null when it never does.</summary>
    public static DateTimeOffset? Next(HarvestSource source, HarvestRun? last, DateTimeOffset now)
    {
        if (source.State != HarvestSource.Active || source.Schedule == Schedules.Manual || !Schedules.Every.TryGetValue(source.Schedule, out var every))
        {
            return null;
        }

        var due = last is null ? now : last.Since + every;
        return Schedules.Opening(source.Hours, due < now ? now : due);
    }

    private SourceLine Line(HarvestSource source, SourceCounts counts, HarvestRun? last)
    {
        var now = clock.GetUtcNow();
        return new SourceLine(source, counts, last, Health.Of(source, last, counts.SuccessAt, now), last is { IsOver: false, IsHalted: false } ? last.ResumeAt : Next(source, last, now));
    }
}
