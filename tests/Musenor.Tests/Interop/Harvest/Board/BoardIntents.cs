using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>What the tests of the board want of sources and runs.</summary>
internal static class BoardIntents
{
    public const string Code = "essai";
    public const string Path = "/gestion/sources/essai";

    /// <summary>As whoever holds the machine adds one, its private host allowed.</summary>
    public static async Task Told(this MusenorFixture portal, DescribedProvider provider, string prefix = "oai_dc", string set = "") =>
        Assert.IsType<Outcome.Done>(await portal.Ask((AddSource add) => add.Run(Person.Operator, new("Essai", provider.Url, prefix, set, 0))));

    /// <summary>A source of which only the row is looked at.</summary>
    public static Task Known(this MusenorFixture portal, string url = "https://essai.example/oai") => portal.Do("""
        insert into harvest_source (code, name, base_url, prefix, created_at, mark, mark_prefix, full_at, last_seq, vanished)
        values ('essai', 'Essai', @url, 'oai_dc', '2026-01-01T00:00:00Z', '2026-11-01T00:00:00Z', 'oai_dc', '2026-11-01T00:00:00Z', 7, 0)
        """, new { url });

    public static async Task<HarvestRun> Harvest(this MusenorFixture portal, bool isFull = false)
    {
        var source = await portal.Services.GetRequiredService<SourceStore>().Find(Code);
        var asked = await portal.Services.GetRequiredService<AskRun>().Run(source!, isFull);
        return (await portal.Services.GetRequiredService<WalkRun>().Run(asked.Id, CancellationToken.None))!;
    }

    public static Task Map(this MusenorFixture portal) => portal.Services.GetRequiredService<MapRecords>().Run(Code, CancellationToken.None);

    public static async Task<HarvestSource> Source(this MusenorFixture portal) => (await portal.Services.GetRequiredService<SourceStore>().Find(Code))!;

    public static async Task<string[]> Column(this MusenorFixture portal, string sql, object? values = null)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return [.. await connection.QueryAsync<string>(sql, values)];
    }

    public static async Task Do(this MusenorFixture portal, string sql, object? values = null)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync(sql, values);
    }

    /// <summary>A run that is over, or on its way, with its pages.</summary>
    public static async Task<string> Ran(this MusenorFixture portal, int number, string state = "done", long seen = 100, string problem = "", int[]? pages = null, long? size = null)
    {
        var day = new DateOnly(2026, 10, 1).AddDays(number).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var id = $"0198c0de-0000-7000-8000-{number:000000000000}";
        await portal.Do("""
            insert into harvest_run (id, source, kind, state, problem, asked_at, started_at, ended_at, seen, requests, list_size, list_seen)
            values (@id, 'essai', 'incremental', @state, @problem, @at, @at, @end, @seen, 3, @size, @listed)
            """, new { id, state, problem, at = $"{day}T02:00:00Z", end = state is "done" or "failed" ? $"{day}T02:01:30Z" : null, seen, size, listed = (pages?.Length ?? 0) * 10 });
        for (var i = 0; i < (pages?.Length ?? 0); i++)
        {
            await portal.Do("insert into harvest_page (run, number, request, fetched_at, ms, bytes, hash, records, fresh) values (@id, @i, 'x', '2026-11-01T00:00:00Z', @ms, 1000, 'x', 10, 10)", new { id, i, ms = pages![i] });
        }

        return id;
    }
}
