using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc.Testing;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Xunit;
using static Musenor.Tests.Interop.OaiPmh.OaiIntents;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>
/// Walks the repository as the public validator of the Open Archives Initiative does (HTTP::OAIPMH::Validator), and asks of each answer what it asks.
/// </summary>
public sealed partial class ValidatorRulesTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private WebApplicationFactory<Program> _small = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        foreach (var i in Enumerable.Range(1, 7))
        {
            await _portal.Notice($"M0160{i:000000}", "M0160", ("TITR", $"Vue {i}"), ("INV", $"{i}"), ("DOMN", i % 2 == 0 ? "peinture" : "céramique"));
        }

        await _portal.Oai2("verb=Identify");
        await _portal.Services.PublishAll();
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000004");
        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await _portal.Services.PublishAll();
        _small = _portal.Set(("Oai:PageSize", "2"));
        _visitor = _small.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _small.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Identify_says_what_is_required_in_its_order()
    {
        var answer = await _visitor.Ask("verb=Identify");
        var told = answer.Root!.Element(Oai + "Identify")!;
        string One(string name) => told.Elements(Oai + name).Single().Value;
        // Byte for byte the address that harvesters use, without a query.
        Assert.Equal(answer.Root.Element(Oai + "request")!.Value, One("baseURL"));
        Assert.DoesNotContain('?', One("baseURL"));
        Assert.NotEqual("", One("repositoryName"));
        Assert.Equal(("2.0", "persistent", "YYYY-MM-DDThh:mm:ssZ"), (One("protocolVersion"), One("deletedRecord"), One("granularity")));
        Assert.NotEmpty(told.Elements(Oai + "adminEmail"));
        Assert.All(told.Elements(Oai + "adminEmail"), e => Assert.Matches(Email(), e.Value));
        Assert.All(told.Elements(Oai + "adminEmail"), e => Assert.False(e.Value.StartsWith("mailto:", StringComparison.Ordinal) || e.Value.EndsWith("@localhost", StringComparison.Ordinal), e.Value));
        Assert.Matches(Second(), One("earliestDatestamp"));
        Assert.Equal(["repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord", "granularity", "compression", "description"], told.Elements().Select(e => e.Name.LocalName).Distinct());
    }

    [Fact]
    public async Task The_scheme_of_identifiers_is_told_once_with_a_default_namespace()
    {
        var text = await _visitor.GetStringAsync("/oai?verb=Identify");
        // The validator reads the attribute, not the namespace.
        Assert.Single(OwnSpace().Matches(text));
        var scheme = XDocument.Parse(text).Descendants().Single(e => e.Name.LocalName == "oai-identifier");
        string[] parts = [.. scheme.Elements().Select(e => e.Value)];
        Assert.Equal(("oai", ":"), (parts[0], parts[2]));
        Assert.Matches(Domain(), parts[1]);
        Assert.StartsWith($"oai:{parts[1]}:", parts[3], StringComparison.Ordinal);
        Assert.Empty((await _visitor.Ask($"verb=GetRecord&metadataPrefix=oai_dc&identifier={Uri.EscapeDataString(parts[3])}")).Errors());
        Assert.All((await Pages("verb=ListIdentifiers&metadataPrefix=oai_dc")).SelectMany(p => p.Descendants(Oai + "identifier")), i => Assert.Matches(Local(), i.Value));
    }

    [Fact]
    public async Task Every_date_is_of_the_granularity_and_none_is_before_the_earliest()
    {
        var earliest = (await _visitor.Ask("verb=Identify")).Descendants(Oai + "earliestDatestamp").Single().Value;
        foreach (var page in await Pages("verb=ListRecords&metadataPrefix=oai_dc"))
        {
            Assert.Matches(Second(), page.Root!.Element(Oai + "responseDate")!.Value);
            Assert.All(page.Descendants(Oai + "datestamp"), d => Assert.Matches(Second(), d.Value));
            Assert.All(page.Descendants(Oai + "datestamp"), d => Assert.True(string.CompareOrdinal(earliest, d.Value) <= 0));
        }
    }

    [Fact]
    public async Task Every_parent_of_a_set_is_listed_and_holds_its_descendants()
    {
        var sets = (await Pages("verb=ListSets")).SelectMany(p => p.Descendants(Oai + "setSpec")).Select(s => s.Value).ToList();
        Assert.Equal(sets.Count, sets.Distinct().Count());
        Assert.All(sets, s => Assert.Matches(Spec(), s));
        Assert.All(sets.Where(s => s.Contains(':', StringComparison.Ordinal)), s => Assert.Contains(s[..s.LastIndexOf(':')], sets));
        foreach (var set in sets)
        {
            var headers = (await Pages($"verb=ListIdentifiers&metadataPrefix=oai_dc&set={set}")).SelectMany(p => p.Descendants(Oai + "header")).ToList();
            Assert.NotEmpty(headers);
            Assert.All(headers, h => Assert.Contains(h.Elements(Oai + "setSpec"), s => s.Value == set || s.Value.StartsWith(set + ":", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Each_item_has_the_format_that_all_have_and_is_found_by_its_datestamp()
    {
        Assert.Contains((await _visitor.Ask("verb=ListMetadataFormats")).Descendants(Oai + "metadataFormat"), f =>
            (f.Element(Oai + "metadataPrefix")!.Value, f.Element(Oai + "schema")!.Value, f.Element(Oai + "metadataNamespace")!.Value) == ("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/"));
        foreach (var header in (await Pages("verb=ListIdentifiers&metadataPrefix=oai_dc")).SelectMany(p => p.Descendants(Oai + "header")))
        {
            var (identifier, stamp) = (header.Element(Oai + "identifier")!.Value, header.Element(Oai + "datestamp")!.Value);
            Assert.Contains((await _visitor.Ask($"verb=ListMetadataFormats&identifier={identifier}")).Descendants(Oai + "metadataPrefix"), p => p.Value == "oai_dc");
            var record = (await _visitor.Ask($"verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier}")).Descendants(Oai + "record").Single();
            Assert.Equal((identifier, stamp), (record.Descendants(Oai + "identifier").First().Value, record.Descendants(Oai + "datestamp").First().Value));
            Assert.Equal(header.IsDeleted(), record.Element(Oai + "metadata") is null);
            // The same second, and the same day, as both bounds.
            foreach (var bound in new[] { stamp, stamp[..10] })
            {
                Assert.Contains(identifier, (await Pages($"verb=ListIdentifiers&metadataPrefix=oai_dc&from={bound}&until={bound}")).SelectMany(p => p.Descendants(Oai + "identifier")).Select(i => i.Value));
            }
        }
    }

    [Theory]
    [InlineData("verb=NastyVerb", "badVerb")]
    [InlineData("", "badVerb")]
    [InlineData("verb=Identify&verb=Identify", "badVerb")]
    [InlineData("verb=ListRecords", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=junk", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&until=junk", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2002-02-05&until=2002-02-06T05:35:00Z", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2002-02-06&until=2002-02-05", "badArgument")]
    [InlineData("verb=ListRecords&resumptionToken=junk&until=2000-02-05", "badArgument")]
    [InlineData("verb=ListIdentifiers&resumptionToken=junk", "badResumptionToken")]
    [InlineData("verb=ListRecords&resumptionToken=junk", "badResumptionToken")]
    [InlineData("verb=ListSets&resumptionToken=junk", "badResumptionToken")]
    [InlineData("verb=ListIdentifiers&metadataPrefix=illegal_mdp", "cannotDisseminateFormat")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&until=1969-01-01", "noRecordsMatch")]
    [InlineData("verb=GetRecord", "badArgument")]
    [InlineData("verb=GetRecord&metadataPrefix=oai_dc", "badArgument")]
    [InlineData("verb=GetRecord&identifier=oai:musenor.example:M0160000001", "badArgument")]
    [InlineData("verb=GetRecord&identifier=oai:musenor.example:M0160000001&metadataPrefix=illegal_mdp", "cannotDisseminateFormat")]
    [InlineData("verb=GetRecord&identifier=invalid%22id&metadataPrefix=oai_dc", "badArgument")]
    [InlineData("verb=GetRecord&identifier=oai:musenor.example:nothing&metadataPrefix=oai_dc", "idDoesNotExist")]
    [InlineData("verb=ListMetadataFormats&identifier=invalid%22id", "badArgument")]
    public async Task A_bad_request_has_the_code_that_is_expected(string query, string code) => Assert.Equal([code], (await _visitor.Ask(query)).Errors());

    [Fact]
    public async Task A_walk_by_tokens_is_whole_each_token_works_encoded_and_the_last_is_empty()
    {
        foreach (var verb in new[] { "ListIdentifiers", "ListRecords" })
        {
            await using var tiny = _portal.Set(("Oai:PageSize", "1"));
            using var visitor = tiny.CreateClient();
            var (pages, cursor) = (new List<XDocument> { await visitor.Ask($"verb={verb}&metadataPrefix=oai_dc") }, 0);
            while (pages[^1].Token() is { } token)
            {
                Assert.Equal(Uri.EscapeDataString(token), token);
                pages.Add(await visitor.Ask($"verb={verb}&resumptionToken={string.Concat(token.Select(c => $"%{(int)c:X2}"))}"));
            }

            Assert.True(pages.Count > 1);
            foreach (var page in pages)
            {
                var token = page.Descendants(Oai + "resumptionToken").Single();
                Assert.Equal((cursor, 7), ((int)token.Attribute("cursor")!, (int)token.Attribute("completeListSize")!));
                cursor += page.Refs().Length;
                Assert.NotEmpty(page.Refs());
                Assert.True(token.Value.Length == 0 || DateTimeOffset.Parse((string)token.Attribute("expirationDate")!, CultureInfo.InvariantCulture) > _portal.Clock.GetUtcNow().AddHours(24));
            }

            Assert.Equal(("", 7), (pages[^1].Descendants(Oai + "resumptionToken").Single().Value, pages.SelectMany(p => p.Refs()).Distinct().Count()));
        }

        // A list of one page has no token, not even an empty one.
        Assert.Empty((await _visitor.Ask("verb=ListIdentifiers&metadataPrefix=oai_dc")).Descendants(Oai + "resumptionToken"));
    }

    [Fact]
    public async Task Post_is_taken_for_every_verb()
    {
        foreach (var query in new[] { "verb=Identify", "verb=ListSets", "verb=ListMetadataFormats", "verb=ListIdentifiers&metadataPrefix=oai_dc", "verb=ListRecords&metadataPrefix=oai_dc", "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:M0160000001" })
        {
            using var form = new FormUrlEncodedContent(query.Split('&').Select(p => p.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], p[1])));
            using var answer = await _visitor.PostAsync("/oai", form);
            Assert.Equal("text/xml; charset=UTF-8", answer.Content.Headers.ContentType?.ToString());
            Assert.Empty(XDocument.Parse(await answer.Content.ReadAsStringAsync()).Errors());
        }
    }

    private Task<List<XDocument>> Pages(string query) => _visitor.Walk(query);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z")]
    private static partial Regex Second();

    [GeneratedRegex(@"^\S+@(\S+\.)+\S+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+\z")]
    private static partial Regex Domain();

    [GeneratedRegex(@"^oai:[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+:[a-zA-Z0-9\-_\.!~\*'\(\);/\?:@&=\+$,%]+\z")]
    private static partial Regex Local();

    [GeneratedRegex(@"^([A-Za-z0-9\-_\.!~\*'\(\)])+(:[A-Za-z0-9\-_\.!~\*'\(\)]+)*\z")]
    private static partial Regex Spec();

    [GeneratedRegex(@"<oai-identifier [^>]*xmlns=""http://www\.openarchives\.org/OAI/2\.0/oai-identifier""")]
    private static partial Regex OwnSpace();
}
