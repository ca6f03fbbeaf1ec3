using Dapper;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Mapping;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What the pages of a run add up to.</summary>
internal sealed record RunPages
{
    public string Run { get; init; } = "";
    public long Pages { get; init; }
    public long MeanMs { get; init; }
    public long P95Ms { get; init; }
}

internal sealed record RunLine(HarvestRun Run, RunPages Pages)
{
    public TimeSpan? Lasted => Run.StartedAt is { } start && Run.EndedAt is { } end ? end - start : null;

    /// <summary>
    /// « 12 » when the source announced twelve identifiers more than it gave; null where it announced nothing, or its list goes on. Both are of the
    /// last list: a second look, or a list that began again, gives anew what came before.
    /// </summary>
    public long? Lacking => Run.IsOver && Run.ListSize is { } size && size > Run.ListSeen ? size - Run.ListSeen : null;
}

/// <summary>An incident of a run.</summary>
internal sealed record RunIncident
{
    public int Number { get; init; }
    public DateTimeOffset At { get; init; }
    public string Code { get; init; } = "";
    public string Detail { get; init; } = "";
}

/// <summary>The runs of a source with their statistics.</summary>
internal sealed class ReadRuns(Database database)
{
    public const int PageSize = 20;

    /// <summary>Ninety-five pages in a hundred came faster than p95; pages are ranked by the database.</summary>
    private const string Pages = """
        select run, count(*) as pages, sum(ms) / count(*) as mean_ms, min(case when place * 100 >= total * 95 then ms end) as p95_ms
        from (select run, ms, row_number() over (partition by run order by ms) as place, count(*) over (partition by run) as total from harvest_page where run in (
        """;

    public async Task<(IReadOnlyList<RunLine> Lines, int Total)> Page(string source, int page, int size, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var values = new { source, size, skip = (page - 1) * size };
        var total = await connection.ExecuteScalarAsync<int>("select count(*) from harvest_run where source = @source", values);
        var runs = await connection.QueryAsync<HarvestRun>("select * from harvest_run where source = @source order by asked_at desc, id desc limit @size offset @skip", values);
        var pages = (await connection.QueryAsync<RunPages>(
            $"{Pages} select id from harvest_run where source = @source order by asked_at desc, id desc limit @size offset @skip)) p group by run", values)).ToDictionary(p => p.Run);
        return ([.. runs.Select(r => new RunLine(r, pages.GetValueOrDefault(r.Id) ?? new RunPages()))], total);
    }

    public async Task<RunLine?> One(string source, string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var run = await connection.QuerySingleOrDefaultAsync<HarvestRun>("select * from harvest_run where source = @source and id = @id", new { source, id });
        return run is null ? null : new RunLine(run, await connection.QuerySingleOrDefaultAsync<RunPages>($"{Pages} @id)) p group by run", new { id }) ?? new RunPages());
    }

    /// <summary>What the last run before this one left, of those after which it was counted.</summary>
    public async Task<SourceCoverage?> MeasuredBefore(HarvestRun run, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return SourceCoverage.Of(run.Source, RunCoverage.Of(await connection.QueryFirstOrDefaultAsync<string>("""
            select coverage from harvest_run where source = @Source and coverage <> '' and (asked_at < @AskedAt or (asked_at = @AskedAt and id < @Id)) order by asked_at desc, id desc limit 1
            """, new { run.Source, run.AskedAt, run.Id }) ?? ""));
    }

    public async Task<IReadOnlyList<RunIncident>> Incidents(string run, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<RunIncident>("select number, at, code, detail from harvest_incident where run = @run order by number limit 500", new { run })).AsList();
    }

    /// <summary>All of them, latest first, a few at a time: a source harvested each hour has thousands.</summary>
    public async IAsyncEnumerable<RunLine> All(string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        const int Piece = 200;
        for (var page = 1; ; page++)
        {
            var (lines, _) = await Page(source, page, Piece, stop);
            foreach (var line in lines)
            {
                yield return line;
            }

            if (lines.Count < Piece)
            {
                yield break;
            }
        }
    }
}
