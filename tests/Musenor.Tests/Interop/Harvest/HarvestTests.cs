using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>Harvests of a real server: whatever its habits, the store ends as the truth, or the truth less what a quarantine names.</summary>
public sealed class HarvestTests : IAsyncLifetime
{
    private readonly HarvestPortal _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _portal.DisposeAsync();

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
    [InlineData("size-word")]
    [InlineData("size-double")]
    [InlineData("cut-always")]
    [InlineData("blanks")]
    [InlineData("constant")]
    [InlineData("endless")]
    [InlineData("empty-page")]
    [InlineData("beyond")]
    [InlineData("overlap")]
    [InlineData("expires")]
    [InlineData("unsorted")]
    [InlineData("token-words")]
    [InlineData("breakdown")]
    [InlineData("earliest-late")]
    [InlineData("earliest-zero")]
    [InlineData("earliest-odd")]
    [InlineData("offset")]
    [InlineData("schema")]
    [InlineData("latin1")]
    [InlineData("declared-latin1")]
    [InlineData("charset")]
    [InlineData("gzip-twice")]
    [InlineData("zip-lie")]
    [InlineData("timeout")]
    [InlineData("exclusive")]
    public async Task The_store_is_the_truth_whatever_the_habit_of_the_source(string quirk)
    {
        await using var provider = await AwkwardProvider.Start(35, quirk);
        await _portal.Add(provider);
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, ""), (run.State, run.Problem));
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Equal(0, run.Quarantined);
    }

    [Theory]
    [InlineData("broken", ":3", "XML")]
    [InlineData("bare", ":3", "MISSING-METADATA")]
    [InlineData("poisoned", ":15", "STATUS")]
    [InlineData("deep", ":3", "TOO-DEEP")]
    public async Task A_record_that_cannot_be_had_is_put_aside_by_itself(string quirk, string id, string code)
    {
        await using var provider = await AwkwardProvider.Start(35, quirk);
        await _portal.Add(provider);
        var run = await _portal.Harvest();
        Assert.Equal(HarvestRun.Done, run.State);
        Assert.Equal(HarvestPortal.Truth(provider).Where(t => !t.StartsWith($"oai:test.example.org{id}|", StringComparison.Ordinal)), await _portal.Stored());
        Assert.Equal([$"oai:test.example.org{id} {code}"], await _portal.Column("select oai_id || ' ' || code from harvest_fault"));

        provider.Quirk = "";
        await _portal.Harvest(isFull: true);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Empty(await _portal.Column("select oai_id from harvest_fault where settled_at is null"));
    }

    [Theory]
    [InlineData("dtd", "dtd")]
    [InlineData("laughs", "dtd")]
    [InlineData("bomb", "bomb")]
    [InlineData("bomb-twice", "bomb")]
    [InlineData("huge", "too-big")]
    [InlineData("forbidden", "status 403")]
    [InlineData("gone", "status 410")]
    [InlineData("spins", "redirects")]
    public async Task A_trap_stops_the_source_until_a_person_looks(string quirk, string problem)
    {
        await using var provider = await AwkwardProvider.Start(5, quirk);
        await _portal.Add(provider);
        var run = await _portal.Harvest();
        Assert.Equal(HarvestRun.Failed, run.State);
        Assert.StartsWith(problem, run.Problem, StringComparison.Ordinal);
        Assert.Empty(await _portal.Stored());
        Assert.Equal([HarvestSource.Stopped], await _portal.Column("select state from harvest_source"));
    }

    [Fact]
    public async Task A_busy_source_is_left_alone_as_long_as_it_asks()
    {
        await using var provider = await AwkwardProvider.Start(12, "busy");
        await _portal.Add(provider, delay: 1500);
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, 2), (run.State, run.Waits));
        Assert.Equal(2, _portal.Pauses.Count(w => w == TimeSpan.FromSeconds(17)));
        Assert.Equal(provider.Asked.Count - 1, _portal.Pauses.Count(w => w >= TimeSpan.FromMilliseconds(1500) && w < TimeSpan.FromSeconds(17)));
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
        await _portal.Add(provider);
        await _portal.Harvest();
        var now = DateTimeOffset.UtcNow.AddMinutes(minutes);
        provider.Items[3] = provider.Items[3] with { Title = "Autre titre", At = now };
        provider.Items[4] = provider.Items[4] with { IsDeleted = true, At = now };
        provider.Items.Add(new AwkwardProvider.Item("oai:test.example.org:new", "Nouvelle", now));
        var before = provider.Asked.Count;
        var run = await _portal.Harvest();
        Assert.Equal((1L, 1L, 1L), (run.Added, run.Changed, run.Deleted));
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Equal(2, provider.Asked.Count - before);

        run = await _portal.Harvest();
        Assert.Equal((0L, 0L, 0L), (run.Added, run.Changed, run.Deleted));
    }

    [Fact]
    public async Task Nothing_new_is_a_success()
    {
        await using var provider = await AwkwardProvider.Start(25, "status");
        await _portal.Add(provider);
        await _portal.Harvest();
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, 0L), (run.State, run.Seen));
    }

    [Fact]
    public async Task Silent_deletions_wait_for_a_second_complete_list_and_many_at_once_for_a_person()
    {
        await using var provider = await AwkwardProvider.Start(40, "silent");
        await _portal.Add(provider);
        await _portal.Harvest(isFull: true);
        var gone = provider.Items[7];
        provider.Items.Remove(gone);
        await _portal.Harvest(isFull: true);
        Assert.Contains($"{gone.Id}|live", await _portal.Statuses());
        await _portal.Harvest(isFull: true);
        Assert.Contains($"{gone.Id}|deleted", await _portal.Statuses());

        provider.Items.RemoveRange(0, 20);
        await _portal.Harvest(isFull: true);
        await _portal.Harvest(isFull: true);
        Assert.Equal(39, (await _portal.Statuses()).Count(s => s.EndsWith("|live", StringComparison.Ordinal)));
        Assert.Equal(["20"], await _portal.Column("select cast(vanished as text) from harvest_source"));

        provider.Items.Add(gone);
        await _portal.Harvest(isFull: true);
        Assert.Contains($"{gone.Id}|live", await _portal.Statuses());
    }

    [Fact]
    public async Task What_the_records_fill_is_counted_when_a_run_ends_and_not_when_nothing_changed()
    {
        await using var provider = await AwkwardProvider.Start(25);
        await _portal.Add(provider);
        var first = (await _portal.Harvest()).Measured!;
        Assert.Equal((25, 25), (first.Sample, first.Fields["TITR"]));
        Assert.Null((await _portal.Harvest()).Measured);
    }

    [Fact]
    public async Task A_source_inside_is_not_asked_unless_the_machine_says_so()
    {
        await using var provider = await AwkwardProvider.Start(5);
        await _portal.Add(provider);
        await _portal.Do("update harvest_source set private_host = ''");
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Failed, "private-address"), (run.State, run.Problem));
        Assert.Empty(provider.Asked);
    }
}
