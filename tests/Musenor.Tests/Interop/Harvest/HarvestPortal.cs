using Dapper;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;
using Musenor.Tests.Accounts;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>A portal that harvests awkward providers, and lives through none of its pauses.</summary>
public sealed class HarvestPortal : IAsyncDisposable
{
    public const string Code = "essai";
    private readonly MusenorFixture _portal = new();
    private readonly Waits _waits = new();
    private readonly WebApplicationFactory<Program> _app;

    public HarvestPortal() => _app = _portal.With(services => services.AddSingleton<Pace>(_waits));

    public TestClock Clock => _portal.Clock;

    public IServiceProvider Services => _app.Services;

    public IReadOnlyList<TimeSpan> Pauses => [.. _waits.All];

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _portal.DisposeAsync();
    }

    internal async Task Add(AwkwardProvider provider, int delay = 0, string? set = null, string name = "Essai", string settings = "")
    {
        Assert.IsType<Outcome.Done>(await Services.GetRequiredService<AddSource>().Run(Person.Operator, new AddSource.Form(name, provider.Url, Set: set, DelayMs: delay)));
        if (settings.Length > 0)
        {
            await Do($"update harvest_source set {settings} where name = '{name}'");
        }
    }

    public async Task<HarvestRun> Harvest(bool isFull = false, string code = Code)
    {
        var source = await Source(code);
        var asked = await Services.GetRequiredService<AskRun>().Run(source, isFull);
        return (await Services.GetRequiredService<WalkRun>().Run(asked.Id, CancellationToken.None))!;
    }

    public async Task<HarvestSource> Source(string code = Code) => (await Services.GetRequiredService<SourceStore>().Find(code))!;

    /// <summary>What the background does once a minute, to its end.</summary>
    public Task Turn() => Services.GetRequiredService<HarvestWorker>().Turn(CancellationToken.None);

    internal static string[] Truth(AwkwardProvider provider) => [.. provider.Items.Where(i => !i.IsDeleted).Select(i => $"{i.Id}|{Title(provider.Quirk, i.Title)}").Order(StringComparer.Ordinal)];

    public async Task<string[]> Stored()
    {
        await using var connection = await Services.GetRequiredService<Database>().Open();
        var rows = await connection.QueryAsync<(string Id, string Xml)>("select oai_id, xml from harvest_record where status = 'live'");
        return [.. rows.Select(r => $"{r.Id}|{System.Xml.Linq.XElement.Parse(r.Xml).Descendants("{http://purl.org/dc/elements/1.1/}title").Single().Value}").Order(StringComparer.Ordinal)];
    }

    public Task<string[]> Statuses() => Column("select oai_id || '|' || status from harvest_record");

    public Task<string[]> OpenFaults() => Column("select oai_id || ' ' || code from harvest_fault where settled_at is null order by oai_id");

    /// <summary>Somebody who gets the alarms.</summary>
    public Task<string> Team() => _portal.Account($"equipe-{Guid.NewGuid():N}@example.org", Role.NetworkTeam);

    /// <summary>Alarms mailed since the portal began: « faults », « silent »…</summary>
    public async Task<string[]> Alarms() =>
        [.. (await Column("select event from outbox where channel = 'mail' and event like 'harvest.%' order by id")).Select(e => e.Split('.', ':')[1])];

    public async Task<string[]> Column(string sql)
    {
        await using var connection = await Services.GetRequiredService<Database>().Open();
        return [.. await connection.QueryAsync<string>(sql)];
    }

    public async Task Do(string sql, object? values = null)
    {
        await using var connection = await Services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync(sql, values);
    }

    private static string Title(string quirk, string title) => quirk switch
    {
        "control" => title + " ",
        "entity" => title + " & co",
        "latin1" => title.Replace("Œ", "O", StringComparison.Ordinal),
        _ => title,
    };

    /// <summary>No pause is lived through; each is noted.</summary>
    private sealed class Waits() : Pace(TimeProvider.System)
    {
        public System.Collections.Concurrent.ConcurrentQueue<TimeSpan> All { get; } = [];

        public override Task Wait(TimeSpan time, CancellationToken stop)
        {
            if (time > TimeSpan.Zero)
            {
                All.Enqueue(time);
            }

            return Task.CompletedTask;
        }
    }
}
