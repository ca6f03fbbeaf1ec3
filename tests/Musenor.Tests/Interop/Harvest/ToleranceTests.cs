using Musenor.Interop.Harvest.Runs;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>Habits of sources that show over two runs, with a setting, or in what must not be asked.</summary>
public sealed class ToleranceTests : IAsyncLifetime
{
    private readonly HarvestPortal _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("no-seconds", "")]
    [InlineData("days", "")]
    [InlineData("no-dates", "")]
    [InlineData("", "selective = 'off'")]
    [InlineData("", "granularity = 'day'")]
    [InlineData("exclusive", "")]
    [InlineData("offset", "")]
    [InlineData("no-records", "")]
    [InlineData("no-word", "")]
    [InlineData("", "list_mode = 'identifiers'")]
    public async Task What_changed_is_found_however_the_source_takes_dates(string quirk, string settings)
    {
        await using var provider = await AwkwardProvider.Start(25, quirk);
        await _portal.Add(provider, settings: settings);
        await _portal.Harvest();
        provider.Items[3] = provider.Items[3] with { Title = "Autre titre", At = DateTimeOffset.UtcNow };
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, 0L, 1L), (run.State, run.Added, run.Changed));
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.DoesNotContain(provider.Asked, a => a.Query.Contains("until=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dates_that_move_alone_change_nothing_and_those_that_do_not_move_are_seen_by_a_whole_harvest()
    {
        await using var provider = await AwkwardProvider.Start(25);
        await _portal.Add(provider);
        await _portal.Harvest();
        for (var i = 0; i < 25; i++)
        {
            provider.Items[i] = provider.Items[i] with { At = DateTimeOffset.UtcNow };
        }

        var run = await _portal.Harvest();
        Assert.Equal((25L, 0L, 25L), (run.Seen, run.Changed, run.Unchanged));
        provider.Items[3] = provider.Items[3] with { Title = "Corrigée sans le dire", At = DateTimeOffset.UtcNow.AddDays(-40) };
        Assert.Equal(0, (await _portal.Harvest()).Changed);
        Assert.Equal(1, (await _portal.Harvest(isFull: true)).Changed);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task A_deletion_of_what_was_never_here_is_nothing_and_one_with_metadata_is_one()
    {
        await using var provider = await AwkwardProvider.Start(25, "deleted-metadata");
        provider.Items[2] = provider.Items[2] with { IsDeleted = true };
        await _portal.Add(provider);
        var run = await _portal.Harvest();
        Assert.Equal((24L, 0L), (run.Added, run.Deleted));
        provider.Items[5] = provider.Items[5] with { IsDeleted = true, At = DateTimeOffset.UtcNow };
        Assert.Equal(1, (await _portal.Harvest()).Deleted);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        provider.Items[5] = provider.Items[5] with { IsDeleted = false, At = DateTimeOffset.UtcNow };
        await _portal.Harvest();
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task What_is_listed_and_cannot_be_had_is_suspect_and_nothing_else_is_lost()
    {
        await using var provider = await AwkwardProvider.Start(25, "phantom");
        await _portal.Add(provider, settings: "list_mode = 'identifiers'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Equal(["oai:test.example.org:phantom NOT-FOUND"], await _portal.OpenFaults());
        provider.Quirk = "";
        await _portal.Harvest(isFull: true);
        Assert.Empty(await _portal.OpenFaults());
    }

    [Fact]
    public async Task A_header_that_cannot_be_read_is_put_aside_by_itself()
    {
        await using var provider = await AwkwardProvider.Start(25, "broken-header");
        provider.Items[4] = provider.Items[4] with { Id = "oai:test.example.org:a&b" };
        await _portal.Add(provider, settings: "list_mode = 'identifiers'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(["oai:test.example.org:3 XML"], await _portal.OpenFaults());
        provider.Items.RemoveAt(2);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task A_record_without_identifier_is_one_fault_however_often_it_is_seen_and_none_once_it_is_mended()
    {
        await using var provider = await AwkwardProvider.Start(25, "nameless");
        await _portal.Add(provider);
        await _portal.Harvest();
        await _portal.Harvest(isFull: true);
        var fault = Assert.Single(await _portal.OpenFaults());
        Assert.EndsWith(" MISSING-ID", fault, StringComparison.Ordinal);
        Assert.Equal(["2"], await _portal.Column("select cast(tries as text) from harvest_fault"));
        provider.Quirk = "";
        await _portal.Harvest(isFull: true);
        Assert.Empty(await _portal.OpenFaults());
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Theory]
    [InlineData("set-unknown")]
    [InlineData("set-case")]
    [InlineData("set-token")]
    [InlineData("")]
    public async Task A_set_is_harvested_alone_whatever_the_source_makes_of_sets(string quirk)
    {
        await using var provider = await AwkwardProvider.Start(60, quirk);
        for (var i = 0; i < 60; i++)
        {
            provider.Items[i] = provider.Items[i] with { Set = i % 2 == 0 ? "M1" : "M2", At = DateTimeOffset.UtcNow.AddDays(-60).AddHours(i * 20) };
        }

        await _portal.Add(provider, set: "museum:M1");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        provider.Items.RemoveAll(i => i.Set != "M1");
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("")]
    public async Task Of_several_sets_a_record_is_gone_when_none_of_them_has_it(string quirk)
    {
        await using var provider = await AwkwardProvider.Start(60, quirk);
        for (var i = 0; i < 60; i++)
        {
            provider.Items[i] = provider.Items[i] with { Set = $"M{i % 3}" };
        }

        await _portal.Add(provider, set: "museum:M0 museum:M1");
        await _portal.Harvest(isFull: true);
        Assert.Equal(40, (await _portal.Stored()).Length);
        provider.Items[3] = provider.Items[3] with { Set = "M1" };
        provider.Items[6] = provider.Items[6] with { Set = "M2" };
        await _portal.Harvest(isFull: true);
        await _portal.Harvest(isFull: true);
        provider.Items.RemoveAll(i => i.Set == "M2");
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task A_set_at_the_end_of_a_long_list_is_found_and_the_list_asked_once()
    {
        await using var provider = await AwkwardProvider.Start(300, "set-unknown");
        for (var i = 0; i < 200; i++)
        {
            provider.Items[i] = provider.Items[i] with { Set = "M2" };
        }

        await _portal.Add(provider, set: "museum:M1");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(1 + 1 + 30, provider.Asked.Count);
        provider.Items.RemoveAll(i => i.Set != "M1");
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Theory]
    [InlineData("no-seconds", true)]
    [InlineData("set-ignored", false)]
    public async Task Where_dates_or_the_set_are_refused_the_other_is_kept(string quirk, bool hasSet)
    {
        await using var provider = await AwkwardProvider.Start(25);
        await _portal.Add(provider, set: "museum:M1");
        await _portal.Harvest();
        provider.Quirk = quirk;
        provider.Items[3] = provider.Items[3] with { Title = "Autre titre", At = DateTimeOffset.UtcNow };
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, 1L, !hasSet), (run.State, run.Changed, run.IsFiltered));
        Assert.Equal(hasSet ? "day" : "second", run.Granularity);
        Assert.Equal(hasSet, provider.Asked[^1].Query.Contains("set=", StringComparison.Ordinal));
        Assert.Contains("from=", provider.Asked[^1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_written_in_another_case_is_asked_as_the_source_writes_it()
    {
        await using var provider = await AwkwardProvider.Start(25);
        provider.Items[7] = provider.Items[7] with { Set = "M2" };
        await _portal.Add(provider, set: "MUSEUM:m1");
        Assert.Equal(24, (await _portal.Harvest()).Added);
        provider.Items[3] = provider.Items[3] with { Title = "Autre titre", At = DateTimeOffset.UtcNow };
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, 1L, "museum:M1"), (run.State, run.Changed, run.SetSpec));
        Assert.Equal(24, (await _portal.Stored()).Length);
        Assert.Contains("set-spelling museum:M1", await _portal.Column("select code || ' ' || detail from harvest_incident"));
    }

    [Theory]
    [InlineData("", "on")]
    [InlineData("", "month")]
    [InlineData("set-unknown", "on")]
    public async Task A_set_that_nobody_knows_fails_and_is_no_success_with_nothing(string quirk, string selective)
    {
        await using var provider = await AwkwardProvider.Start(25, quirk);
        await _portal.Add(provider, set: "museum:M9", settings: $"selective = '{selective}'");
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Failed, "set museum:M9"), (run.State, run.Problem));
        var source = await _portal.Source();
        Assert.Equal(("", null), (source.Mark, source.FullAt));
    }

    [Theory]
    [InlineData("month", 5)]
    [InlineData("day", 60)]
    public async Task A_source_that_cannot_give_much_at_once_is_asked_window_by_window(string step, int least)
    {
        await using var provider = await AwkwardProvider.Start(60, "expires");
        for (var i = 0; i < 60; i++)
        {
            provider.Items[i] = provider.Items[i] with { At = DateTimeOffset.UtcNow.AddDays(-130 + (2 * i)) };
        }

        await _portal.Add(provider, settings: $"selective = '{step}'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.True(provider.Asked.Count(a => a.Query.Contains("until=", StringComparison.Ordinal)) >= least);
        var windows = provider.Asked.Where(a => a.Query.Contains("verb=ListRecords&metadataPrefix", StringComparison.Ordinal)).Select(a => a.Query).ToArray();
        Assert.DoesNotContain("from=", windows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("until=", windows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Windows_do_not_begin_in_the_first_year_of_our_era_and_lose_nothing_from_before_theirs()
    {
        await using var provider = await AwkwardProvider.Start(15, "earliest-zero");
        provider.Items[3] = provider.Items[3] with { At = new DateTimeOffset(1985, 3, 1, 0, 0, 0, TimeSpan.Zero) };
        await _portal.Add(provider, settings: "selective = 'month'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.InRange(provider.Asked.Count, 2, 12 * (DateTimeOffset.UtcNow.Year - 1989 + 1));
    }

    [Fact]
    public async Task An_identifier_is_kept_as_it_should_be_and_asked_as_the_source_writes_it()
    {
        await using var provider = await AwkwardProvider.Start(15, "holes");
        await _portal.Add(provider, settings: "id_from = 'oai:test.example.org:', id_to = 'oai:nord.example.org:'");
        await _portal.Harvest();
        Assert.Equal(HarvestPortal.Truth(provider).Select(t => t.Replace("oai:test.", "oai:nord.", StringComparison.Ordinal)), await _portal.Stored());
        Assert.Contains(provider.Asked, a => a.Query.Contains("verb=GetRecord&identifier=oai:test.example.org:7&", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("down", "error")]
    [InlineData("no-format", "format")]
    public async Task A_source_that_breaks_for_good_is_no_end_of_its_list(string quirk, string problem)
    {
        await using var provider = await AwkwardProvider.Start(25);
        await _portal.Add(provider);
        await _portal.Harvest();
        var mark = (await _portal.Source()).Mark;
        provider.Quirk = quirk;
        provider.Items.RemoveRange(0, 5);
        var run = await _portal.Harvest(isFull: true);
        Assert.Equal(HarvestRun.Failed, run.State);
        Assert.StartsWith(problem, run.Problem, StringComparison.Ordinal);
        Assert.Equal((mark, 25), ((await _portal.Source()).Mark, (await _portal.Stored()).Length));
    }
}
