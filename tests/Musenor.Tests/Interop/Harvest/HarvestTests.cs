using Dapper;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>Harvests of a real server: whatever its habits, the store ends as the truth, or the truth less what a quarantine names.</summary>
public sealed class HarvestTests : IAsyncLifetime
{
    private const string Code = "essai";
    private readonly MusenorFixture _portal = new();
    private readonly Waits _waits = new();
    private readonly WebApplicationFactory<Program> _app;

    public HarvestTests() => _app = _portal.With(services => services.AddSingleton<Pace>(_waits));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("control")]
    [InlineData("entity")]
    [InlineData("php")]
    [InlineData("truncated")]
    [InlineData("again")]
    [InlineData("blank")]
    [InlineData("circle")]
    [InlineData("holes")]
    [InlineData("dies")]
    [InlineData("double")]
    [InlineData("gzip")]
    [InlineData("namespace")]
    [InlineData("fraction")]
    [InlineData("days")]
    [InlineData("no-size")]
    public async Task The_store_is_the_truth_whatever_the_habit_of_the_source(string quirk)
    {
        await using var provider = await AwkwardProvider.Start(35, quirk);
        await Add(provider);
        var run = await Harvest();
        Assert.Equal((HarvestRun.Done, ""), (run.State, run.Problem));
        Assert.Equal(Truth(provider), await Stored());
        Assert.Equal(0, run.Quarantined);
    }

    [Theory]
    [InlineData("broken", ":3", "XML")]
    [InlineData("bare", ":3", "MISSING-METADATA")]
    [InlineData("poisoned", ":15", "STATUS")]
    public async Task A_record_that_cannot_be_had_is_put_aside_by_itself(string quirk, string id, string code)
    {
        await using var provider = await AwkwardProvider.Start(35, quirk);
        await Add(provider);
        var run = await Harvest();
        Assert.Equal(HarvestRun.Done, run.State);
        Assert.Equal(Truth(provider).Where(t => !t.StartsWith($"oai:test.example.org{id}|", StringComparison.Ordinal)), await Stored());
        Assert.Equal([$"oai:test.example.org{id} {code}"], await Column("select oai_id || ' ' || code from harvest_fault"));

        provider.Quirk = "";
        await Harvest(isFull: true);
        Assert.Equal(Truth(provider), await Stored());
        Assert.Empty(await Column("select oai_id from harvest_fault where settled_at is null"));
    }

    [Theory]
    [InlineData("dtd", "dtd")]
    [InlineData("bomb", "bomb")]
    public async Task A_trap_stops_the_source_until_a_person_looks(string quirk, string problem)
    {
        await using var provider = await AwkwardProvider.Start(5, quirk);
        await Add(provider);
        var run = await Harvest();
        Assert.Equal(HarvestRun.Failed, run.State);
        Assert.StartsWith(problem, run.Problem, StringComparison.Ordinal);
        Assert.Empty(await Stored());
        Assert.Equal([HarvestSource.Stopped], await Column("select state from harvest_source"));
    }

    [Fact]
    public async Task A_busy_source_is_left_alone_as_long_as_it_asks()
    {
        await using var provider = await AwkwardProvider.Start(12, "busy");
        await Add(provider, delay: 1500);
        var run = await Harvest();
        Assert.Equal((HarvestRun.Done, 2), (run.State, run.Waits));
        Assert.Equal(2, _waits.All.Count(w => w == TimeSpan.FromSeconds(17)));
        Assert.Equal(provider.Asked.Count - 1, _waits.All.Count(w => w >= TimeSpan.FromMilliseconds(1500) && w < TimeSpan.FromSeconds(17)));
        Assert.All(provider.Asked, a => Assert.StartsWith("Musenor/1.0 (+http", a.Agent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task What_changes_between_two_runs_is_found_by_the_clock_of_the_server(int minutes)
    {
        await using var provider = await AwkwardProvider.Start(25);
        provider.Skew = TimeSpan.FromMinutes(minutes);
        await Add(provider);
        await Harvest();
        var now = DateTimeOffset.UtcNow.AddMinutes(minutes);
        provider.Items[3] = provider.Items[3] with { Title = "Autre titre", At = now };
        provider.Items[4] = provider.Items[4] with { IsDeleted = true, At = now };
        provider.Items.Add(new AwkwardProvider.Item("oai:test.example.org:new", "Nouvelle", now));
        var before = provider.Asked.Count;
        var run = await Harvest();
        Assert.Equal((1L, 1L, 1L), (run.Added, run.Changed, run.Deleted));
        Assert.Equal(Truth(provider), await Stored());
        Assert.Equal(2, provider.Asked.Count - before);

        run = await Harvest();
        Assert.Equal((0L, 0L, 0L), (run.Added, run.Changed, run.Deleted));
    }

    [Fact]
    public async Task Nothing_new_is_a_success()
    {
        await using var provider = await AwkwardProvider.Start(25, "status");
        await Add(provider);
        await Harvest();
        var run = await Harvest();
        Assert.Equal((HarvestRun.Done, 0L), (run.State, run.Seen));
    }

    [Fact]
    public async Task Silent_deletions_wait_for_a_second_complete_list_and_many_at_once_for_a_person()
    {
        await using var provider = await AwkwardProvider.Start(40, "silent");
        await Add(provider);
        await Harvest(isFull: true);
        var gone = provider.Items[7];
        provider.Items.Remove(gone);
        await Harvest(isFull: true);
        Assert.Contains($"{gone.Id}|live", await Statuses());
        await Harvest(isFull: true);
        Assert.Contains($"{gone.Id}|deleted", await Statuses());

        provider.Items.RemoveRange(0, 20);
        await Harvest(isFull: true);
        await Harvest(isFull: true);
        Assert.Equal(39, (await Statuses()).Count(s => s.EndsWith("|live", StringComparison.Ordinal)));
        Assert.Equal(["20"], await Column("select cast(vanished as text) from harvest_source"));

        provider.Items.Add(gone);
        await Harvest(isFull: true);
        Assert.Contains($"{gone.Id}|live", await Statuses());
    }

    [Fact]
    public async Task A_source_inside_is_not_asked_unless_the_machine_says_so()
    {
        await using var provider = await AwkwardProvider.Start(5);
        await Add(provider);
        await Do("update harvest_source set private_host = ''");
        var run = await Harvest();
        Assert.Equal((HarvestRun.Failed, "private-address"), (run.State, run.Problem));
        Assert.Empty(provider.Asked);
    }

    private async Task Add(AwkwardProvider provider, int delay = 0) =>
        Assert.IsType<Outcome.Done>(await _app.Services.GetRequiredService<AddSource>().Run(Person.Operator, new AddSource.Form("Essai", provider.Url, DelayMs: delay)));

    private async Task<HarvestRun> Harvest(bool isFull = false)
    {
        var source = await _app.Services.GetRequiredService<SourceStore>().Find(Code);
        var asked = await _app.Services.GetRequiredService<AskRun>().Run(source!, isFull);
        return (await _app.Services.GetRequiredService<WalkRun>().Run(asked.Id, CancellationToken.None))!;
    }

    private static string[] Truth(AwkwardProvider provider) => [.. provider.Items.Where(i => !i.IsDeleted).Select(i => $"{i.Id}|{i.Title}{(provider.Quirk switch { "control" => " ", "entity" => " & co", _ => "" })}").Order(StringComparer.Ordinal)];

    private async Task<string[]> Stored()
    {
        await using var connection = await _app.Services.GetRequiredService<Database>().Open();
        var rows = await connection.QueryAsync<(string Id, string Xml)>("select oai_id, xml from harvest_record where status = 'live'");
        return [.. rows.Select(r => $"{r.Id}|{System.Xml.Linq.XElement.Parse(r.Xml).Descendants("{http://purl.org/dc/elements/1.1/}title").Single().Value}").Order(StringComparer.Ordinal)];
    }

    private Task<string[]> Statuses() => Column("select oai_id || '|' || status from harvest_record");

    private async Task<string[]> Column(string sql)
    {
        await using var connection = await _app.Services.GetRequiredService<Database>().Open();
        return [.. await connection.QueryAsync<string>(sql)];
    }

    private async Task Do(string sql)
    {
        await using var connection = await _app.Services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>No pause is lived through; each is noted.</summary>
    private sealed class Waits() : Pace(TimeProvider.System)
    {
        public List<TimeSpan> All { get; } = [];

        public override Task Wait(TimeSpan time, CancellationToken stop)
        {
            if (time > TimeSpan.Zero)
            {
                All.Add(time);
            }

            return Task.CompletedTask;
        }
    }
}
