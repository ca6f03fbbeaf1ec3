using System.Net;
using System.Text;
using System.Xml.Linq;
using Musenor.Tests.Collections;
using Xunit;
using static Musenor.Tests.Interop.OaiPmh.OaiIntents;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>What carries the protocol: methods, compression, arguments of every shape (protocol §3.1).</summary>
public sealed class CarriageTests : IAsyncLifetime
{
    private static readonly string[] Verbs = ["Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord", "identify", "", "%49dentify", "x%00"];
    private static readonly string[] Names = ["metadataPrefix", "from", "until", "set", "identifier", "resumptionToken", "MetadataPrefix", "verb", "_", "callback", "%6detadataPrefix", "", "set%00"];
    private static readonly string[] Values =
    [
        "oai_dc", "lido", "edm", "", "2020-01-01", "2020-01-01T00:00:00Z", "2020-02-30", "museum", "museum:M0160", "domain:%C3%A9", "oai:musenor.example:M0160000001", "oai:musenor.example:m0160000001", "%00", "%0", "%", "%ff", "%c0%af", "+", "%2B", "a%26b", "<x>",
        "%3Cscript%3E", "'", "%22", "%E2%80%AE", "%F0%9F%8E%A8", "%ED%A0%80", "%EF%BF%BE", "9999-12-31", "0000-00-00", "0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "oai_dc%20", "oai%5Fdc", "1' or 1=1--", "../../x", "%250a", "%0d%0aX:1",
        "oai:musenor.example:%2500", "oai:musenor.example:M0160000001%2500", "oai:musenor.example:%25C0%2580", "oai:musenor.example:%25ED%25A0%2580", "oai:musenor.example:%25EF%25BF%25BE", "oai:musenor.example:%2525", "oai:musenor.example:%250A",
    ];

    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        foreach (var i in Enumerable.Range(1, 5))
        {
            await _portal.Notice($"M0160{i:000000}", "M0160", ("TITR", $"Vue & <{i}> é"), ("INV", $"{i}"));
        }

        await _portal.Services.PublishAll();
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Post_answers_byte_for_byte_what_get_answers()
    {
        await using var small = _portal.Set(("Oai:PageSize", "2"));
        using var visitor = small.CreateClient();
        var token = (await visitor.Ask("verb=ListRecords&metadataPrefix=lido")).Token();
        foreach (var query in new[]
        {
            "verb=Identify", "verb=ListSets", "verb=ListMetadataFormats&identifier=oai%3Amusenor.example%3AM0160000001", "verb=ListIdentifiers&metadataPrefix=oai_dc&set=museum%3AM0160", $"verb=ListRecords&resumptionToken={token}",
            "verb=GetRecord&metadataPrefix=edm&identifier=oai%3Amusenor.example%3AM0160000001", "verb=ListRecords&metadataPrefix=x+y", "", "verb=ListRecords&from=%FF",
        })
        {
            var got = Bare(await visitor.GetByteArrayAsync($"/oai?{query}"));
            using var form = new StringContent(query, Encoding.UTF8, "application/x-www-form-urlencoded");
            using var posted = await visitor.PostAsync("/oai", form);
            Assert.Equal(got, Bare(await posted.Content.ReadAsByteArrayAsync()));
        }
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("GZIP;q=0.001", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip;q=0, *", false)]
    [InlineData("*;q=0.1", true)]
    [InlineData("*;q=0", false)]
    [InlineData("identity;q=0", true)]
    [InlineData("identity", false)]
    [InlineData("br, deflate", false)]
    [InlineData("br;q=1, gzip;q=0.2, *;q=0", true)]
    [InlineData("", false)]
    public async Task Gzip_is_used_where_it_is_taken(string accepted, bool isPacked)
    {
        using var visitor = _portal.Visitor();
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/oai?verb=Identify");
        if (accepted.Length > 0)
        {
            asked.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        using var answer = await visitor.SendAsync(asked);
        Assert.Equal(isPacked ? ["gzip"] : [], answer.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(isPacked, bytes is [0x1f, 0x8b, ..]);
        Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Head_has_the_headers_of_get_and_no_body()
    {
        using var visitor = _portal.Visitor();
        foreach (var query in new[] { "verb=Identify", "verb=ListRecords&metadataPrefix=oai_dc", "verb=nonsense" })
        {
            using var head = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/oai?{query}"));
            Assert.Equal((HttpStatusCode.OK, "text/xml; charset=UTF-8", ""), (head.StatusCode, head.Content.Headers.ContentType?.ToString(), await head.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task No_arguments_break_it()
    {
        var chance = new Random(20261128);
        string Some(string[] of) => of[chance.Next(of.Length)];
        using var visitor = _portal.Visitor();
        string[] known = [.. Enum.GetNames<Heritage.Standards.OaiPmh.OaiErrorCode>()];
        var seen = new HashSet<string>();
        for (var i = 0; i < 1500; i++)
        {
            var pairs = Enumerable.Range(0, chance.Next(5)).Select(_ => $"{Some(Names)}={Some(Values)}").Prepend($"verb={Some(Verbs)}").ToList();
            var query = string.Join('&', chance.Next(8) == 0 ? [.. pairs, pairs[^1]] : pairs);
            var answer = await visitor.Ask(query);
            var (errors, request) = (answer.Errors(), answer.Root!.Element(Oai + "request")!);
            Assert.True(errors.Length > 0 || answer.Root!.Elements().Last().Name.LocalName == (string?)request.Attribute("verb"), query);
            Assert.All(errors, e => Assert.Contains(e, known));
            Assert.True(errors.Any(e => e is "badVerb" or "badArgument") == !request.HasAttributes, query);
            seen.UnionWith(errors.DefaultIfEmpty("answered"));
        }

        Assert.Superset(new HashSet<string> { "badVerb", "badArgument", "badResumptionToken", "cannotDisseminateFormat", "answered" }, seen);
    }

    [Theory]
    [InlineData("A"), InlineData("%00"), InlineData("%2E"), InlineData("é"), InlineData("AAAA%3D%3D"), InlineData("_-")]
    public async Task A_token_of_whatever_is_no_token(string piece)
    {
        using var visitor = _portal.Visitor();
        foreach (var length in new[] { 1, 100, 8192 / Encoding.UTF8.GetByteCount(piece) })
        {
            var answer = await visitor.Ask($"verb=ListRecords&resumptionToken={string.Concat(Enumerable.Repeat(piece, length))}");
            Assert.True(answer.Errors() is ["badResumptionToken"] or ["badArgument"], $"{piece} × {length}: {string.Join(' ', answer.Errors())}");
        }
    }

    [Fact]
    public async Task A_body_that_is_no_form_or_is_endless_holds_no_argument()
    {
        using var visitor = _portal.Visitor();
        using var json = await visitor.PostAsync("/oai", new StringContent("verb=Identify", Encoding.UTF8, "application/json"));
        Assert.Equal(["badVerb"], XDocument.Parse(await json.Content.ReadAsStringAsync()).Errors());
        using var endless = await visitor.PostAsync("/oai", new StringContent($"verb=Identify&a={new string('a', 100_000)}", Encoding.UTF8, "application/x-www-form-urlencoded"));
        Assert.Equal(["badVerb"], XDocument.Parse(await endless.Content.ReadAsStringAsync()).Errors());
    }

    /// <summary>Without its date, and without the day on which a token expires.</summary>
    private static string Bare(byte[] answer)
    {
        var text = Encoding.UTF8.GetString(answer);
        Assert.False(text.StartsWith('\uFEFF'));
        var from = text.IndexOf("<responseDate>", StringComparison.Ordinal);
        text = text.Remove(from, text.IndexOf("</responseDate>", StringComparison.Ordinal) - from);
        return System.Text.RegularExpressions.Regex.Replace(text, "(<resumptionToken)[^>]*>[^<]*", "$1>");
    }
}
