using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Storage;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;
using static Musenor.Tests.Interop.OaiPmh.OaiIntents;

namespace Musenor.Tests.Interop.OaiPmh;

public sealed class ProviderTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue\u0001 de Lille"), ("INV", "1"), ("DENO", "tableau"), ("AUTR", "Dupont Jean (1801-1850)"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Assiette"), ("INV", "2"), ("DOMN", "céramique"));
        await _portal.Notice("M0160000003", "M0160", ("TITR", "Chaise"), ("INV", "3"), ("DOMN", "mobilier ; bois"));
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("", "badVerb")]
    [InlineData("verb=identify", "badVerb")]
    [InlineData("verb=Identify&verb=Identify", "badVerb")]
    [InlineData("verb=Identify&_=1", "badArgument")]
    [InlineData("verb=ListRecords", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-30", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2020-01-02T00:00:00Z", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-02&until=2020-01-01", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T00:00:00.5Z", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&set=a%2Fb", "badArgument")]
    [InlineData("verb=GetRecord&metadataPrefix=oai_dc&identifier=x%01", "badArgument")]
    [InlineData("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:a:%00", "badArgument")]
    [InlineData("verb=GetRecord&metadataPrefix=oai_dc&identifier=%ff", "badArgument")]
    [InlineData("verb=ListRecords&resumptionToken=junk&until=2020-01-01", "badArgument")]
    [InlineData("verb=ListRecords&resumptionToken=junk", "badResumptionToken")]
    [InlineData("verb=ListSets&resumptionToken=junk", "badResumptionToken")]
    [InlineData("verb=ListRecords&metadataPrefix=marcxml", "cannotDisseminateFormat")]
    [InlineData("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:none", "idDoesNotExist")]
    [InlineData("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:%2500", "idDoesNotExist")]
    [InlineData("verb=GetRecord&metadataPrefix=edm&identifier=oai:musenor.example:M0160000002", "cannotDisseminateFormat")]
    [InlineData("verb=ListMetadataFormats&identifier=oai:musenor.example:none", "idDoesNotExist")]
    [InlineData("verb=ListMetadataFormats&identifier=oai:musenor.example:%2500", "idDoesNotExist")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&set=domain:none", "noRecordsMatch")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch")]
    public async Task A_wrong_request_is_told_why(string query, string code)
    {
        var answer = await _portal.Oai2(query);
        Assert.Equal([code], answer.Errors());
        var request = answer.Root!.Element(Oai + "request")!;
        Assert.Equal(code is "badVerb" or "badArgument", !request.HasAttributes);
    }

    [Fact]
    public async Task A_long_or_changed_token_is_refused()
    {
        Assert.Equal(["badResumptionToken"], (await _portal.Oai2($"verb=ListRecords&resumptionToken={new string('A', 8192)}")).Errors());
        await using var small = _portal.Set(("Oai:PageSize", "1"));
        using var visitor = small.CreateClient();
        var token = (await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc")).Token()!;
        Assert.InRange(token.Length, 20, 300);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1));
            Assert.Equal(["badResumptionToken"], (await visitor.Ask($"verb=ListRecords&resumptionToken={changed}")).Errors());
        }

        Assert.Equal(["badResumptionToken"], (await visitor.Ask($"verb=ListIdentifiers&resumptionToken={token}")).Errors());
    }

    [Fact]
    public async Task A_walk_of_pages_is_whole_and_replayed_after_a_restart()
    {
        await _portal.Services.PublishAll();
        await using var small = _portal.Set(("Oai:PageSize", "1"));
        using var visitor = small.CreateClient();
        var pages = await visitor.Walk("verb=ListRecords&metadataPrefix=oai_dc");
        Assert.Equal(["M0160000001", "M0160000002", "M0160000003"], pages.SelectMany(p => p.Refs()));
        var tokens = pages.Select(p => p.Descendants(Oai + "resumptionToken").Single()).ToList();
        Assert.Equal(["0", "1", "2"], tokens.Select(t => (string)t.Attribute("cursor")!));
        Assert.All(tokens, t => Assert.Equal("3", (string)t.Attribute("completeListSize")!));
        Assert.Equal("", tokens[^1].Value);

        await using var again = _portal.SecondPortal();
        using var later = again.Set(("Oai:PageSize", "1")).CreateClient();
        Assert.Equal(pages[1].Refs(), (await later.Ask($"verb=ListRecords&resumptionToken={pages[0].Token()}")).Refs());
        _portal.Clock.Advance(TimeSpan.FromHours(49));
        Assert.Equal(["badResumptionToken"], (await later.Ask($"verb=ListRecords&resumptionToken={pages[0].Token()}")).Errors());
    }

    [Fact]
    public async Task Every_page_of_a_walk_has_the_date_of_the_first_and_waits_for_nothing()
    {
        await _portal.Services.PublishAll();
        await using var small = _portal.Set(("Oai:PageSize", "1"));
        using var visitor = small.CreateClient();
        var first = await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc");
        static string Date(XDocument answer) => answer.Root!.Element(Oai + "responseDate")!.Value;
        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(Date(first), Date(await visitor.Ask("verb=ListIdentifiers&metadataPrefix=oai_dc")));
        Assert.Equal(Date(first), Date(await visitor.Ask($"verb=ListRecords&resumptionToken={first.Token()}")));
    }

    [Fact]
    public async Task Bounds_are_inclusive_and_only_what_changed_is_told_again()
    {
        var first = await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=oai_dc");
        Assert.Empty(first.Descendants(Oai + "resumptionToken"));
        var stamp = first.Descendants(Oai + "datestamp").First().Value;
        Assert.Equal(3, (await _portal.Oai2($"verb=ListIdentifiers&metadataPrefix=oai_dc&from={stamp}&until={stamp}")).Refs().Length);
        Assert.Equal(3, (await _portal.Oai2($"verb=ListIdentifiers&metadataPrefix=oai_dc&from={stamp[..10]}&until={stamp[..10]}")).Refs().Length);
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Plat"), ("INV", "2"), ("DOMN", "céramique"));
        var next = await _portal.Oai2($"verb=ListIdentifiers&metadataPrefix=oai_dc&from={DateTimeOffset.Parse(stamp, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(1).Text()}");
        Assert.Equal(["M0160000002"], next.Refs());
    }

    [Fact]
    public async Task What_is_withdrawn_is_told_as_deleted_everywhere()
    {
        await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=oai_dc");
        var curator = await _portal.Curator("claire", "M0160");
        await _portal.Withdraw(curator, "M0160000002");
        foreach (var query in new[]
        {
            "verb=ListRecords&metadataPrefix=oai_dc&set=domain:ceramique", "verb=ListIdentifiers&metadataPrefix=lido&set=domain",
            "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:M0160000002",
        })
        {
            var header = (await _portal.Oai2(query)).Descendants(Oai + "header").Single(h => h.Element(Oai + "identifier")!.Value.EndsWith('2'));
            Assert.True(header.IsDeleted());
            Assert.Contains(header.Elements(Oai + "setSpec"), s => s.Value == "domain:ceramique");
            Assert.Null(header.Parent!.Element(Oai + "metadata"));
        }
    }

    [Fact]
    public async Task Sets_hold_their_descendants_and_every_parent_is_listed()
    {
        var sets = (await _portal.Oai2("verb=ListSets")).Descendants(Oai + "setSpec").Select(s => s.Value).ToList();
        Assert.Superset(new HashSet<string> { "museum", "museum:M0160", "domain", "domain:ceramique", "domain:mobilier" }, sets.ToHashSet());
        Assert.All(sets.Where(s => s.Contains(':', StringComparison.Ordinal)), s => Assert.Contains(s[..s.LastIndexOf(':')], sets));
        var all = await _portal.Oai2("verb=ListRecords&metadataPrefix=oai_dc");
        Assert.All(all.Descendants(Oai + "setSpec"), s => Assert.Contains(s.Value, sets));
        foreach (var set in sets)
        {
            var inIt = all.Descendants(Oai + "header").Where(h => h.Elements(Oai + "setSpec").Any(s => s.Value == set || s.Value.StartsWith(set + ":", StringComparison.Ordinal))).Select(h => h.Element(Oai + "identifier")!.Value.Split(':', 3)[2]);
            Assert.Equal(inIt, (await _portal.Oai2($"verb=ListIdentifiers&metadataPrefix=oai_dc&set={set}")).Refs());
        }
    }

    [Fact]
    public async Task Every_format_answers_and_control_characters_are_gone()
    {
        foreach (var prefix in (await _portal.Oai2("verb=ListMetadataFormats")).Descendants(Oai + "metadataPrefix").Select(p => p.Value))
        {
            var answer = await _portal.Oai2($"verb=ListRecords&metadataPrefix={prefix}");
            Assert.Empty(answer.Errors());
            Assert.Equal(answer.Refs().Length, answer.Descendants(Oai + "metadata").Count());
        }

        Assert.Contains("Vue de Lille", (await _portal.Oai2("verb=ListRecords&metadataPrefix=oai_dc")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identify_tells_what_harvesters_rely_on()
    {
        var answer = await _portal.Oai2("verb=Identify");
        var told = answer.Root!.Element(Oai + "Identify")!;
        Assert.Equal("persistent", told.Element(Oai + "deletedRecord")!.Value);
        Assert.Equal(told.Element(Oai + "baseURL")!.Value, answer.Root.Element(Oai + "request")!.Value);
        var sample = told.Descendants().Single(e => e.Name.LocalName == "sampleIdentifier").Value;
        Assert.Empty((await _portal.Oai2($"verb=GetRecord&metadataPrefix=oai_dc&identifier={sample}")).Errors());
    }

    [Fact]
    public async Task Post_answers_as_get_compressed_when_asked_and_head_without_body()
    {
        await _portal.Services.PublishAll();
        using var visitor = _portal.Visitor();
        var got = await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc");
        using var posted = await visitor.PostAsync("/oai", new FormUrlEncodedContent([new("verb", "ListRecords"), new("metadataPrefix", "oai_dc")]));
        Assert.Equal(got.Refs(), XDocument.Parse(await posted.Content.ReadAsStringAsync()).Refs());

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/oai?verb=ListRecords&metadataPrefix=oai_dc");
        asked.Headers.AcceptEncoding.ParseAdd("br, gzip;q=0.5");
        using var packed = await visitor.SendAsync(asked);
        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        await using var open = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(got.Refs(), (await XDocument.LoadAsync(open, LoadOptions.None, default)).Refs());

        using var head = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/oai?verb=Identify"));
        Assert.Equal(("text/xml", ""), (head.Content.Headers.ContentType?.MediaType, await head.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_come_back()
    {
        await using var strict = _portal.Set(("Oai:RequestsPerMinute", "2"));
        using var visitor = strict.CreateClient();
        HttpResponseMessage last;
        do
        {
            last = await visitor.PostAsync("/oai", new FormUrlEncodedContent([new("verb", "Identify")]));
        }
        while (last.StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, last.StatusCode);
        Assert.InRange(last.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        last.Dispose();
    }

    [Fact]
    public async Task A_record_that_loses_its_rights_is_deleted_in_edm_alone()
    {
        Assert.Equal(["M0160000001"], (await _portal.Oai2("verb=ListRecords&metadataPrefix=edm")).Refs());
        await _portal.Services.GetRequiredService<Database>().Write((connection, transaction) => connection.ExecuteAsync("""
            update notice_image set licence = '' where ref = 'M0160000001';
            update notice set revision = (select max(revision) + 1 from notice) where ref = 'M0160000001';
            """, transaction: transaction));
        Assert.True((await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=edm")).Descendants(Oai + "header").Single().IsDeleted());
        var dublin = (await _portal.Oai2("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:M0160000001")).Descendants(Oai + "header").Single();
        Assert.False(dublin.IsDeleted());
    }

    [Fact]
    public async Task Writers_who_commit_while_a_harvester_loops_lose_nothing()
    {
        var done = false;
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var start = new Barrier(3);
        var writers = new[] { 1, 2 }.Select(w => Task.Run(() => Edit(w, start))).ToArray();
        var harvester = Task.Run(async () =>
        {
            using var visitor = _portal.Visitor();
            start.SignalAndWait();
            var from = "";
            for (var last = false; ;)
            {
                _portal.Clock.Advance(TimeSpan.FromSeconds(1));
                var pages = await visitor.Walk($"verb=ListRecords&metadataPrefix=oai_dc{from}");
                from = $"&from={pages[0].Root!.Element(Oai + "responseDate")!.Value}";
                foreach (var (reference, title) in Titles(pages))
                {
                    seen[reference] = title;
                }

                if (last)
                {
                    return;
                }

                last = done;
            }
        });
        await Task.WhenAll(writers);
        done = true;
        await harvester;
        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        using var checker = _portal.Visitor();
        var truth = Titles(await checker.Walk("verb=ListRecords&metadataPrefix=oai_dc")).ToDictionary(t => t.Reference, t => t.Title);
        Assert.Equal(53, truth.Count);
        Assert.Equal(truth.OrderBy(t => t.Key, StringComparer.Ordinal), seen.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    private async Task Edit(int writer, Barrier start)
    {
        start.SignalAndWait();
        for (var i = 0; i < 40; i++)
        {
            await _portal.Notice($"M01600{writer}{i % 25:00000}", "M0160", ("TITR", $"Tour {writer} {i}"), ("INV", $"w{writer}.{i % 25}"));
        }
    }

    private static IEnumerable<(string Reference, string Title)> Titles(List<XDocument> pages) => pages.SelectMany(p => p.Descendants(Oai + "record"))
        .Select(r => (r.Descendants(Oai + "identifier").First().Value.Split(':', 3)[2], r.Descendants().First(e => e.Name.LocalName == "title").Value));
}
