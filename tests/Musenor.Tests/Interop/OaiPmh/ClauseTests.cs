using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Heritage.Standards.OaiPmh;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Interop.OaiPmh;
using Musenor.Storage;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Xunit;
using static Musenor.Tests.Interop.OaiPmh.OaiIntents;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>Clauses of the protocol about what changes with time: stamps, tokens, keys, sizes of lists.</summary>
public sealed class ClauseTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Listed("M0161", "Musée de l’Hospice");
        foreach (var i in Enumerable.Range(1, 6))
        {
            await Given(i);
        }
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_notice_that_comes_back_has_its_identifier_and_no_status()
    {
        // One record alone waits for nothing: the background published it meanwhile.
        async Task<XDocument> Published()
        {
            await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=oai_dc");
            return await _portal.Oai2(One);
        }

        var curator = await _portal.Curator("claire", "M0160");
        var first = Header(await Published());
        await _portal.Withdraw(curator, "M0160000002");
        var gone = Header(await Published());
        Assert.True(gone.IsDeleted);
        await _portal.Publish(curator, "M0160000002");
        var back = Header(await Published());
        Assert.Equal((first.Identifier, false), (back.Identifier, back.IsDeleted));
        Assert.True(string.CompareOrdinal(first.Stamp, gone.Stamp) < 0 && string.CompareOrdinal(gone.Stamp, back.Stamp) < 0);
        Assert.Equal(["M0160000002"], (await _portal.Oai2($"verb=ListRecords&metadataPrefix=lido&from={back.Stamp}")).Refs());
    }

    [Fact]
    public async Task A_museum_that_changes_its_name_has_all_its_records_stamped_again_and_no_other()
    {
        await _portal.Notice("M0161000001", "M0161", ("TITR", "Autre"), ("INV", "1"));
        var before = (await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=oai_dc")).Root!.Element(Oai + "responseDate")!.Value;
        await _portal.Execute("update museum set name = 'Palais rebaptisé', revision = (select max(revision) + 1 from museum) where id = 'M0160'");
        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await _portal.Services.PublishAll();
        var after = await _portal.Oai2($"verb=ListRecords&metadataPrefix=oai_dc&from={Later(before)}");
        Assert.Equal(Enumerable.Range(1, 6).Select(Reference), after.Refs().Order(StringComparer.Ordinal));
        Assert.All(after.Descendants(Oai + "record"), r => Assert.Contains("Palais rebaptisé", r.Value, StringComparison.Ordinal));
        Assert.Contains((await _portal.Oai2("verb=ListSets")).Descendants(Oai + "set"), s => s.Value.Contains("Palais rebaptisé", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sets_are_told_a_thousand_at_a_time()
    {
        await _portal.Oai2("verb=ListSets");
        await _portal.Execute("insert into oai_set (spec, name) values ('big', 'Grand')");
        for (var i = 0; i < 2100; i++)
        {
            await _portal.Execute("insert into oai_set (spec, name) values (@spec, @spec)", new { spec = $"big:{i:0000}" });
        }

        using var visitor = _portal.Visitor();
        var pages = await visitor.Walk("verb=ListSets");
        Assert.Equal(3, pages.Count);
        var sets = pages.SelectMany(p => p.Descendants(Oai + "setSpec")).Select(s => s.Value).ToList();
        Assert.Equal((sets.Count, true), (sets.Distinct().Count(), sets.Count > 2100));
        Assert.Equal(["0", "1000", "2000"], pages.Select(p => (string)p.Descendants(Oai + "resumptionToken").Single().Attribute("cursor")!));
        Assert.All(pages, p => Assert.Equal(sets.Count.ToString(CultureInfo.InvariantCulture), (string)p.Descendants(Oai + "resumptionToken").Single().Attribute("completeListSize")!));
        Assert.Equal("", pages[^1].Descendants(Oai + "resumptionToken").Single().Value);
    }

    [Fact]
    public async Task Windows_of_seconds_and_of_days_part_the_list_exactly()
    {
        await _portal.Oai2("verb=Identify");
        await _portal.Services.PublishAll();
        for (var i = 1; i <= 6; i++)
        {
            // Around midnight, where a day ends too early or too late.
            var at = new DateTimeOffset(2025, 3, 1, 23, 59, 57, TimeSpan.Zero).AddSeconds(i).Text();
            await _portal.Execute("update oai_item set stamped_at = @at where ref = @reference", new { at, reference = Reference(i) });
            await _portal.Execute("update oai_listed set stamped_at = @at where number = (select number from oai_item where ref = @reference)", new { at, reference = Reference(i) });
        }

        using var visitor = _portal.Visitor();
        foreach (var set in new[] { "", "&set=museum:M0160" })
        {
            var all = await Refs(visitor, set);
            Assert.Equal(6, all.Length);
            var seconds = new List<string>();
            for (var at = new DateTimeOffset(2025, 3, 1, 23, 59, 55, TimeSpan.Zero); at < new DateTimeOffset(2025, 3, 2, 0, 0, 10, TimeSpan.Zero); at = at.AddSeconds(2))
            {
                seconds.AddRange(await Refs(visitor, $"{set}&from={at.Text()}&until={at.AddSeconds(1).Text()}"));
            }

            Assert.Equal(all, seconds);
            var (first, second) = (await Refs(visitor, $"{set}&until=2025-03-01"), await Refs(visitor, $"{set}&from=2025-03-02"));
            Assert.Equal((2, 4), (first.Length, second.Length));
            Assert.Equal(all, first.Concat(second));
            Assert.Equal(first, await Refs(visitor, $"{set}&from=2025-03-01&until=2025-03-01"));
        }
    }

    [Fact]
    public async Task A_token_outlives_the_key_that_sealed_it_by_one_key()
    {
        await _portal.Services.PublishAll();
        await using var small = _portal.Set(("Oai:PageSize", "2"));
        using var visitor = small.CreateClient();
        await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc");
        // An hour before the key is changed.
        _portal.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromHours(1));
        var page = await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc");
        _portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from oai_key"));
        var next = await visitor.Ask($"verb=ListRecords&resumptionToken={page.Token()}");
        Assert.Equal(["M0160000003", "M0160000004"], next.Refs());
        Assert.Equal(2, await _portal.Query<long>("select count(*) from oai_key"));
        Assert.Equal(["M0160000005", "M0160000006"], (await visitor.Ask($"verb=ListRecords&resumptionToken={next.Token()}")).Refs());
        // A key that is gone from the database seals nothing more, in a process that never knew it.
        await _portal.Execute("delete from oai_key where id = (select min(id) from oai_key)");
        await using var other = _portal.SecondPortal();
        using var stranger = other.Visitor();
        Assert.Equal(["badResumptionToken"], (await stranger.Ask($"verb=ListRecords&resumptionToken={page.Token()}")).Errors());
        Assert.Empty((await stranger.Ask($"verb=ListRecords&resumptionToken={next.Token()}")).Errors());
    }

    [Fact]
    public async Task A_token_that_another_process_sealed_with_a_fresh_key_is_believed_at_once()
    {
        await _portal.Services.PublishAll();
        await using var other = _portal.Set(("Oai:PageSize", "2"));
        using var stranger = other.CreateClient();
        Assert.NotNull((await stranger.Ask("verb=ListRecords&metadataPrefix=oai_dc")).Token());
        await _portal.Execute($"insert into oai_key (id, secret, made_at) select 7, '{new string('A', 64)}', made_at from oai_key");
        await using var small = _portal.Set(("Oai:PageSize", "2"));
        using var visitor = small.CreateClient();
        var token = (await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc")).Token();
        var page = await stranger.Ask($"verb=ListRecords&resumptionToken={token}");
        Assert.Equal(["M0160000003", "M0160000004"], page.Refs());
        Assert.Equal(["badResumptionToken"], (await stranger.Ask($"verb=ListRecords&resumptionToken={new string('A', 80)}")).Errors());
    }

    [Fact]
    public async Task A_list_of_which_the_rest_changed_ends_with_a_record_told_twice_and_loses_none()
    {
        await _portal.Services.PublishAll();
        await using var small = _portal.Set(("Oai:PageSize", "2"));
        using var visitor = small.CreateClient();
        foreach (var set in new[] { "", "&set=museum:M0160" })
        {
            _portal.Clock.Advance(TimeSpan.FromSeconds(10));
            var first = await visitor.Ask($"verb=ListRecords&metadataPrefix=oai_dc{set}");
            foreach (var reference in Enumerable.Range(1, 6).Select(Reference).Except(first.Refs()))
            {
                await Given(int.Parse(reference[^1..], CultureInfo.InvariantCulture), $"Changée {set}");
            }

            _portal.Clock.Advance(TimeSpan.FromSeconds(2));
            await _portal.Services.PublishAll();
            var last = await visitor.Ask($"verb=ListRecords&resumptionToken={first.Token()}");
            Assert.Empty(last.Errors());
            Assert.Equal([first.Refs()[^1]], last.Refs());
            Assert.Equal("", last.Descendants(Oai + "resumptionToken").Single().Value);
            var next = await visitor.Walk($"verb=ListRecords&metadataPrefix=oai_dc{set}&from={first.Root!.Element(Oai + "responseDate")!.Value}");
            Assert.Equal(6, first.Refs().Concat(next.SelectMany(p => p.Refs())).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_list_that_changed_whole_matches_nothing_any_more()
    {
        await _portal.Services.PublishAll();
        await using var small = _portal.Set(("Oai:PageSize", "2"));
        using var visitor = small.CreateClient();
        var first = await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc");
        foreach (var i in Enumerable.Range(1, 6))
        {
            await Given(i, "Toutes changées");
        }

        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await _portal.Services.PublishAll();
        Assert.Equal(["noRecordsMatch"], (await visitor.Ask($"verb=ListRecords&resumptionToken={first.Token()}")).Errors());
    }

    [Fact]
    public async Task The_size_of_a_list_is_counted_once_a_watermark_and_stays_right()
    {
        await _portal.Services.PublishAll();
        await using var small = _portal.Set(("Oai:PageSize", "2"));
        using var visitor = small.CreateClient();
        async Task<string> Size(string more = "") => (string)(await visitor.Ask($"verb=ListIdentifiers&metadataPrefix=oai_dc{more}&until=2099-01-01")).Descendants(Oai + "resumptionToken").Single().Attribute("completeListSize")!;
        foreach (var i in Enumerable.Range(7, 14))
        {
            await Given(i);
        }

        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await _portal.Services.PublishAll();
        Assert.Equal(("20", "20"), (await Size(), await Size("&set=domain:peinture")));
        // Behind its back: it does not count again while nothing is published.
        var hidden = await _portal.Query<long>("select max(number) from oai_item");
        await _portal.Execute("update oai_item set stamped_at = '9999-01-01T00:00:00Z' where number = @hidden", new { hidden });
        Assert.Equal("20", await Size());
        await _portal.Execute("update oai_item set stamped_at = (select watermark from oai_state) where number = @hidden", new { hidden });
        foreach (var (count, i) in new[] { ("21", 21), ("22", 22) })
        {
            await Given(i);
            _portal.Clock.Advance(TimeSpan.FromSeconds(2));
            await _portal.Services.PublishAll();
            Assert.Equal((count, count), (await Size(), await Size("&set=domain:peinture")));
        }
    }

    [Fact]
    public void One_client_that_asks_too_much_stops_no_other()
    {
        var limits = new OaiLimits(new OaiSettings("https://x.example/oai", "x.example") { RequestsPerMinute = 2 }, _portal.Clock);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => limits.Refuse("192.0.2.1") is null));
        Assert.Null(limits.Refuse("192.0.2.2"));
        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(limits.Refuse("192.0.2.1"));
    }

    [Fact]
    public async Task Who_is_refused_costs_no_reading_of_the_database()
    {
        await using var strict = _portal.Set(("Oai:RequestsPerMinute", "1"));
        using var visitor = strict.CreateClient();
        using var first = await visitor.GetAsync("/oai?verb=Identify");
        // With no table left, an answer could only be a failure.
        await _portal.Execute("alter table oai_state rename to oai_state_away");
        using var refused = await visitor.GetAsync("/oai?verb=Identify");
        Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable && refused.Headers.RetryAfter is not null, $"{refused.StatusCode}");
        await _portal.Execute("alter table oai_state_away rename to oai_state");
    }

    private const string One = "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:M0160000002";

    private static string Reference(int i) => $"M0160{i:000000}";

    private Task Given(int i, string title = "Vue") => _portal.Notice(Reference(i), "M0160", ("TITR", $"{title} {i}"), ("INV", $"{i}"));

    private static async Task<string[]> Refs(HttpClient visitor, string more)
    {
        var pages = await visitor.Walk($"verb=ListIdentifiers&metadataPrefix=oai_dc{more}");
        Assert.True(pages[0].Errors() is [] or ["noRecordsMatch"], more);
        return [.. pages.SelectMany(p => p.Refs())];
    }

    private static (string Identifier, string Stamp, bool IsDeleted) Header(System.Xml.Linq.XDocument answer)
    {
        var header = answer.Descendants(Oai + "header").Single();
        return (header.Element(Oai + "identifier")!.Value, header.Element(Oai + "datestamp")!.Value, header.IsDeleted());
    }

    private static string Later(string stamp) => OaiDate.Text(OaiDate.Parse(stamp)!.Value.At.AddSeconds(1));
}
