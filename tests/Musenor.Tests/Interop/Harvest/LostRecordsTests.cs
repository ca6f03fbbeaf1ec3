using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Runs;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>Where records were once lost without a word, or deletions inferred from lists that were not whole.</summary>
public sealed class LostRecordsTests : IAsyncLifetime
{
    private readonly HarvestPortal _portal = new();

    public Task InitializeAsync() => _portal.Team();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Each_of_several_sets_is_asked_from_its_beginning_window_by_window()
    {
        await using var provider = await AwkwardProvider.Start(60);
        for (var i = 0; i < 60; i++)
        {
            provider.Items[i] = provider.Items[i] with { Set = i % 2 == 0 ? "M1" : "M2", At = DateTimeOffset.UtcNow.AddDays(-130 + (2 * i)) };
        }

        await _portal.Add(provider, set: "museum:M1 museum:M2", settings: "selective = 'month'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.True(provider.Asked.Count(a => a.Query.Contains("until=", StringComparison.Ordinal) && a.Query.Contains("M2", StringComparison.Ordinal)) >= 3);

        foreach (var i in new[] { 3, 4 })
        {
            provider.Items[i] = provider.Items[i] with { Title = "Autre titre", At = DateTimeOffset.UtcNow };
        }

        Assert.Equal(2, (await _portal.Harvest()).Changed);
    }

    [Fact]
    public async Task A_list_that_is_cut_each_time_is_not_over_and_deletes_nothing()
    {
        await using var provider = await AwkwardProvider.Start(35);
        await _portal.Add(provider, settings: "deletions = 'reconcile', most_vanished = 100");
        await _portal.Harvest();
        var mark = (await _portal.Source()).Mark;
        provider.Quirk = "cut-all";
        await _portal.Harvest(isFull: true);
        Assert.Equal(HarvestRun.Incomplete, (await _portal.Harvest(isFull: true)).State);
        Assert.Equal((mark, 35), ((await _portal.Source()).Mark, (await _portal.Stored()).Length));
    }

    [Fact]
    public async Task Dates_that_are_all_the_same_show_no_order_when_a_token_dies()
    {
        await using var provider = await AwkwardProvider.Start(40, "newest");
        var (newest, older) = (DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-9));
        for (var i = 0; i < 40; i++)
        {
            provider.Items[i] = provider.Items[i] with { At = i < 25 ? newest : older };
        }

        await _portal.Add(provider);
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task What_waits_for_a_person_waits_through_the_harvests_of_what_changed()
    {
        await using var provider = await AwkwardProvider.Start(40, "silent");
        await _portal.Add(provider);
        await _portal.Harvest();
        provider.Items.RemoveRange(0, 20);
        await _portal.Harvest(isFull: true);
        await _portal.Harvest();
        Assert.Equal(["20"], await _portal.Column("select cast(vanished as text) from harvest_source"));
    }

    [Fact]
    public async Task Two_lists_shorter_than_announced_delete_nothing_where_the_number_was_right_before()
    {
        await using var provider = await AwkwardProvider.Start(40);
        await _portal.Add(provider, settings: "deletions = 'reconcile'");
        await _portal.Harvest();
        provider.Quirk = "size-double";
        provider.Items.RemoveAt(7);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HarvestRun.Incomplete, (await _portal.Harvest(isFull: true)).State);
        }

        Assert.Equal(40, (await _portal.Stored()).Length);
    }

    [Fact]
    public async Task A_record_that_came_without_its_name_has_not_vanished()
    {
        await using var provider = await AwkwardProvider.Start(40);
        await _portal.Add(provider, settings: "deletions = 'reconcile'");
        await _portal.Harvest();
        provider.Quirk = "nameless";
        for (var i = 0; i < 3; i++)
        {
            await _portal.Harvest(isFull: true);
        }

        Assert.Equal(40, (await _portal.Stored()).Length);
        var fault = (await _portal.Column("select oai_id from harvest_fault where settled_at is null")).Single();
        Assert.True(new FoundFault { Kind = FoundFault.Harvest, OaiId = fault }.IsNameless);
    }

    [Fact]
    public async Task A_record_that_answers_under_another_name_is_put_aside()
    {
        await using var provider = await AwkwardProvider.Start(25, "other-id");
        await _portal.Add(provider, settings: "list_mode = 'identifiers'");
        await _portal.Harvest();
        Assert.Equal(["oai:test.example.org:15 ID-MISMATCH"], await _portal.OpenFaults());
        Assert.Equal(24, (await _portal.Stored()).Length);
    }

    [Fact]
    public async Task By_identifiers_what_changed_under_the_same_date_is_seen_by_a_whole_harvest()
    {
        await using var provider = await AwkwardProvider.Start(25);
        await _portal.Add(provider, settings: "list_mode = 'identifiers'");
        await _portal.Harvest();
        provider.Items[3] = provider.Items[3] with { Title = "Corrigée sans le dire" };
        Assert.Equal(0, (await _portal.Harvest()).Changed);
        Assert.Equal(1, (await _portal.Harvest(isFull: true)).Changed);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task Where_a_page_is_broken_what_changed_under_the_same_date_is_seen_by_a_whole_harvest()
    {
        await using var provider = await AwkwardProvider.Start(25, "poisoned");
        await _portal.Add(provider);
        await _portal.Harvest();
        provider.Items[19] = provider.Items[19] with { Title = "Corrigée sans le dire" };
        Assert.Equal(1, (await _portal.Harvest(isFull: true)).Changed);
        provider.Items.RemoveAt(14);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task What_breaks_on_our_side_is_told_once_and_gone_on_with()
    {
        await using var provider = await AwkwardProvider.Start(15);
        await _portal.Add(provider, settings: "schedule = 'daily'");
        await _portal.Do("alter table harvest_page rename to harvest_page_away");
        for (var i = 0; i < 3; i++)
        {
            await _portal.Turn();
            Assert.Equal([HarvestRun.Paused], await _portal.Column("select state from harvest_run"));
            _portal.Clock.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal(["failed"], await _portal.Alarms());
        Assert.StartsWith("internal ", (await _portal.Column("select problem from harvest_run")).Single(), StringComparison.Ordinal);
        await _portal.Do("alter table harvest_page_away rename to harvest_page");
        await _portal.Turn();
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task A_source_that_takes_no_dates_is_asked_in_one_window()
    {
        await using var provider = await AwkwardProvider.Start(25, "no-dates");
        await _portal.Add(provider, settings: "granularity = 'none', selective = 'month'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Equal(1, provider.Asked.Count(a => a.Query.Contains("verb=ListRecords&metadataPrefix", StringComparison.Ordinal)));
    }
}
