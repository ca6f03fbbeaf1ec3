using Microsoft.Extensions.DependencyInjection;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Sources;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>When sources are harvested by themselves, and what the team is told of it.</summary>
public sealed class HarvestAlarmsTests : IAsyncLifetime
{
    private readonly HarvestPortal _portal = new();

    public Task InitializeAsync() => _portal.Team();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("hourly", 1.1)]
    [InlineData("daily", 20.1)]
    [InlineData("weekly", 24 * 6.9)]
    [InlineData("monthly", 24 * 29.9)]
    public async Task A_source_is_harvested_as_often_as_its_schedule_says(string schedule, double hours)
    {
        await using var provider = await AwkwardProvider.Start(5);
        await _portal.Add(provider, settings: $"schedule = '{schedule}'");
        await _portal.Turn();
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        _portal.Clock.Advance(TimeSpan.FromHours(hours * 0.9));
        await _portal.Turn();
        Assert.Equal(1, await Runs());
        _portal.Clock.Advance(TimeSpan.FromHours(hours * 0.15));
        await _portal.Turn();
        Assert.Equal(2, await Runs());
    }

    [Fact]
    public async Task What_a_person_stopped_goes_on_when_its_source_is_next_due_and_not_before()
    {
        await using var provider = await AwkwardProvider.Start(5);
        await _portal.Add(provider, settings: "schedule = 'daily'");
        await _portal.Turn();
        await _portal.Do("update harvest_run set state = 'paused', resume_at = null, problem = '', ended_at = null");
        var board = async () => (await _portal.Services.GetRequiredService<ReadBoard>().All()).Single();
        Assert.Equal(new Health("halted.schedule", true), (await board()).Health);
        Assert.NotNull((await board()).Next);
        for (var hour = 0; hour < 2; hour++)
        {
            _portal.Clock.Advance(TimeSpan.FromHours(1));
            await _portal.Turn();
        }

        Assert.Equal("halted.schedule", (await board()).Health.Key);
        _portal.Clock.Advance(TimeSpan.FromHours(22));
        await _portal.Turn();
        Assert.Equal((1, "good"), (await Runs(), (await board()).Health.Key));
    }

    [Theory]
    [InlineData("timeout", false, 1, "waits", false)]
    [InlineData("timeout", true, 1, "waits", true)]
    [InlineData("timeout", true, 10, "late", true)]
    [InlineData("internal IOException", false, 1, "broken", true)]
    public async Task A_source_that_waits_says_for_what_and_whether_somebody_must_look(string problem, bool isTold, int days, string health, bool needs)
    {
        await using var provider = await AwkwardProvider.Start(5);
        await _portal.Add(provider, settings: "schedule = 'daily'");
        await _portal.Turn();
        await _portal.Do("update harvest_run set state = 'paused', resume_at = @at, problem = @problem, ended_at = null", new { at = _portal.Clock.GetUtcNow().AddDays(days + 1), problem });
        await _portal.Do("update harvest_source set is_silence_told = @isTold", new { isTold });
        _portal.Clock.Advance(TimeSpan.FromDays(days));
        Assert.Equal(new Health(health, needs), (await _portal.Services.GetRequiredService<ReadBoard>().All()).Single().Health);
    }

    [Fact]
    public async Task A_source_gives_one_harvest_so_many_pages_and_the_next_goes_on_there()
    {
        await using var provider = await AwkwardProvider.Start(45);
        await _portal.Add(provider, settings: "schedule = 'daily', max_pages = 2");
        var board = _portal.Services.GetRequiredService<ReadBoard>();
        foreach (var (stored, health) in new[] { (20, "enough.schedule"), (40, "enough.schedule"), (45, "good") })
        {
            await _portal.Turn();
            Assert.Equal((stored, new Health(health, false)), ((await _portal.Stored()).Length, (await board.All()).Single().Health));
            Assert.Equal(["0"], await _portal.Column("select cast(count(*) as text) from harvest_record where seq > (select coalesce(max(seq), 0) from mapping_progress)"));
            _portal.Clock.Advance(TimeSpan.FromHours(2));
            if (health != "good")
            {
                await _portal.Turn();
                Assert.Equal(stored, (await _portal.Stored()).Length); // not due yet
            }

            _portal.Clock.Advance(TimeSpan.FromHours(23));
        }

        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Equal((1, 0), (await Runs(), (await _portal.Alarms()).Length));
        Assert.Equal(provider.Asked.Count, provider.Asked.Select(a => a.Query).Distinct().Count());
    }

    [Fact]
    public async Task By_itself_no_source_is_harvested_that_is_paused_stopped_or_asked_by_hand_only()
    {
        await using var provider = await AwkwardProvider.Start(5);
        await _portal.Add(provider);
        await _portal.Turn();
        foreach (var state in new[] { HarvestSource.Paused, HarvestSource.Stopped })
        {
            await _portal.Do($"update harvest_source set schedule = 'hourly', state = '{state}'");
            await _portal.Turn();
        }

        Assert.Equal((0, 0), (await Runs(), provider.Asked.Count));
    }

    [Fact]
    public async Task A_source_of_the_night_is_harvested_at_night()
    {
        await using var provider = await AwkwardProvider.Start(5);
        await _portal.Add(provider, settings: "schedule = 'daily', hours = '22-6'");
        for (var hour = 0; hour < 24; hour++)
        {
            var wall = Musenor.Web.ParisDay.Wall(_portal.Clock.GetUtcNow()).Hour;
            var before = await Runs();
            await _portal.Turn();
            if (wall is >= 6 and < 22)
            {
                Assert.Equal(before, await Runs());
            }

            _portal.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.InRange(await Runs(), 1, 2);
        Assert.All(new[] { 22, 23, 0, 5 }, h => Assert.True(Schedules.IsOpen("22-6", h)));
        Assert.All(new[] { 6, 12, 21 }, h => Assert.False(Schedules.IsOpen("22-6", h)));
        Assert.All(new[] { 9, 17 }, h => Assert.True(Schedules.IsOpen("9-18", h)));
        Assert.False(Schedules.IsOpen("9-18", 18));
        Assert.All(Enumerable.Range(0, 24), h => Assert.True(Schedules.IsOpen("", h)));
    }

    [Fact]
    public async Task A_harvest_that_day_surprises_rests_until_the_next_night()
    {
        await using var provider = await AwkwardProvider.Start(45);
        await _portal.Add(provider, settings: "schedule = 'weekly', hours = '22-6'");
        while (!Schedules.IsOpen("22-6", _portal.Clock.GetUtcNow()))
        {
            _portal.Clock.Advance(TimeSpan.FromHours(1));
        }

        // The second page comes when it is day.
        provider.Heard = asked => _portal.Clock.Advance(asked == 3 ? TimeSpan.FromHours(9) : TimeSpan.Zero);
        await _portal.Turn();
        var board = async () => (await _portal.Services.GetRequiredService<ReadBoard>().All()).Single();
        Assert.Equal((20, new Health("night", false)), ((await _portal.Stored()).Length, (await board()).Health));
        var next = (await board()).Next!.Value;
        Assert.Equal((22, 0), (Musenor.Web.ParisDay.Wall(next).Hour, next.Minute));
        await _portal.Turn();
        Assert.Equal(20, (await _portal.Stored()).Length);
        _portal.Clock.Advance(next - _portal.Clock.GetUtcNow());
        await _portal.Turn();
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Equal((1, 0), (await Runs(), (await _portal.Alarms()).Length));
    }

    [Fact]
    public async Task What_a_person_asks_by_day_is_not_cut_by_the_hours_of_its_source()
    {
        await using var provider = await AwkwardProvider.Start(45);
        await _portal.Add(provider, settings: "hours = '22-6'");
        while (Schedules.IsOpen("22-6", _portal.Clock.GetUtcNow()))
        {
            _portal.Clock.Advance(TimeSpan.FromHours(1));
        }

        await _portal.Harvest();
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task A_slow_source_holds_up_no_other_and_one_host_is_asked_once_at_a_time()
    {
        await using var slow = await AwkwardProvider.Start(25);
        await using var quick = await AwkwardProvider.Start(25);
        slow.Slowness = TimeSpan.FromMilliseconds(400);
        await _portal.Add(slow, name: "Lente");
        await _portal.Add(slow, name: "Lente aussi");
        await _portal.Add(quick, name: "Prompte");
        await _portal.Do("update harvest_source set schedule = 'daily'");
        await _portal.Turn();
        await _portal.Turn();
        var ends = await _portal.Column("select source from harvest_run where state = 'done' order by ended_at");
        Assert.Equal(3, ends.Length);
        Assert.Equal("prompte", ends[0]);
        Assert.Equal(1, slow.MostAtOnce);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(40, true)]
    public async Task More_than_two_in_a_hundred_put_aside_is_told(int records, bool isTold)
    {
        await using var provider = await AwkwardProvider.Start(records, "bare");
        await _portal.Add(provider);
        await _portal.Harvest();
        Assert.Equal(isTold ? ["faults"] : [], await _portal.Alarms());
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task A_whole_harvest_of_more_than_five_in_a_hundred_less_is_told(int fewer, bool isTold)
    {
        await using var provider = await AwkwardProvider.Start(100);
        await _portal.Add(provider);
        await _portal.Harvest();
        provider.Items.RemoveRange(0, fewer);
        await _portal.Harvest(isFull: true);
        Assert.Equal(isTold ? ["drop"] : [], await _portal.Alarms());
    }

    [Theory]
    [InlineData(5, 95, "")]
    [InlineData(6, 100, "drop vanished")]
    public async Task Silent_deletions_of_more_than_five_in_a_hundred_wait_for_a_person(int fewer, int left, string told)
    {
        await using var provider = await AwkwardProvider.Start(100, "silent");
        await _portal.Add(provider);
        await _portal.Harvest();
        provider.Items.RemoveRange(0, fewer);
        await _portal.Harvest(isFull: true);
        Assert.Equal(100, (await _portal.Stored()).Length);
        Assert.Equal(told, string.Join(' ', (await _portal.Alarms()).Order(StringComparer.Ordinal)));
        await _portal.Harvest(isFull: true);
        Assert.Equal(left, (await _portal.Stored()).Length);
    }

    [Fact]
    public async Task A_source_that_forbids_us_is_told_once_and_left_alone()
    {
        await using var provider = await AwkwardProvider.Start(5, "forbidden");
        await _portal.Add(provider, settings: "schedule = 'hourly'");
        for (var i = 0; i < 5; i++)
        {
            await _portal.Turn();
            _portal.Clock.Advance(TimeSpan.FromHours(3));
        }

        Assert.Equal(["failed"], await _portal.Alarms());
        Assert.Equal((HarvestSource.Stopped, 1), ((await _portal.Source()).State, provider.Asked.Count));
    }

    [Fact]
    public async Task A_source_that_is_dead_is_told_once_asked_less_and_less_and_harvested_when_it_comes_back()
    {
        var provider = await AwkwardProvider.Start(15);
        await _portal.Add(provider, settings: "schedule = 'daily'");
        await _portal.Turn();
        await provider.DisposeAsync();
        _portal.Clock.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 5; i++)
        {
            await _portal.Turn();
            _portal.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Empty(await _portal.Alarms());
        for (var i = 0; i < 60; i++)
        {
            await _portal.Turn();
            _portal.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["silent"], await _portal.Alarms());
        var source = await _portal.Source();
        Assert.Equal(HarvestSource.Active, source.State);
        Assert.InRange(source.SilentTries, 10, 16); // not once an hour
        Assert.NotNull(source.SilentSince);

        await using var back = await AwkwardProvider.Start(15);
        back.Items.Add(new AwkwardProvider.Item("oai:test.example.org:new", "Nouvelle", DateTimeOffset.UtcNow));
        await _portal.Do($"update harvest_source set base_url = '{back.Url}'");
        _portal.Clock.Advance(TimeSpan.FromHours(7));
        await _portal.Turn();
        Assert.Equal(HarvestPortal.Truth(back), await _portal.Stored());
        source = await _portal.Source();
        Assert.Equal((null, 0, false), (source.SilentSince, source.SilentTries, source.IsSilenceTold));
        Assert.Equal(["silent"], await _portal.Alarms());
    }

    private async Task<int> Runs() => (await _portal.Column("select id from harvest_run")).Length;
}
