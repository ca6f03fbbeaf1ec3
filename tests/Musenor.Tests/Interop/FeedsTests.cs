using System.Net;
using System.Xml.Linq;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class FeedsTests : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"), ("DOMN", "peinture"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Assiette"), ("INV", "2"), ("DOMN", "céramique"));
        await _portal.Photograph("M0160000002", SoundFiles.Png, kind: "png");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task New_works_come_first_under_addresses_that_last()
    {
        var feed = await Read("/notices.atom");
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(["http://localhost:5080/notices/M0160000002", "http://localhost:5080/notices/M0160000001"], entries.Select(e => e.Element(Atom + "id")!.Value));
        Assert.Equal("http://localhost:5080/notices.atom", Links(feed, "self").Single());
        Assert.Equal("http://localhost:5080/notices.atom", feed.Element(Atom + "id")!.Value);
        Assert.Equal(entries.Max(e => e.Element(Atom + "updated")!.Value), feed.Element(Atom + "updated")!.Value);
        Assert.Single(Links(entries[0], "enclosure"));
        // RFC 4287 §4.1.1, §4.1.2: what each must have, once.
        foreach (var element in entries.Prepend(feed))
        {
            Assert.All(new[] { "id", "title", "updated" }, name => Assert.Single(element.Elements(Atom + name)));
            Assert.Single(Links(element, "alternate"));
        }

        Assert.NotNull(feed.Element(Atom + "author")!.Element(Atom + "name"));
    }

    [Fact]
    public async Task Any_search_has_its_feed_and_its_page_says_so()
    {
        using var visitor = _portal.Visitor();
        var page = await visitor.Page("/collections?q=vue&domaine=peinture");
        var address = page.QuerySelector("link[type='application/atom+xml']")!.GetAttribute("href")!;
        Assert.Equal(["Vue"], (await Read(address)).Elements(Atom + "entry").Select(e => e.Element(Atom + "title")!.Value));
        var rss = XDocument.Parse(await visitor.GetStringAsync(address.Replace(".atom", ".rss", StringComparison.Ordinal))).Root!.Element("channel")!;
        Assert.Equal("http://localhost:5080/notices/M0160000001", Assert.Single(rss.Elements("item")).Element("guid")!.Value);
        Assert.All(new[] { "title", "link", "description" }, name => Assert.Single(rss.Elements(name)));
        Assert.EndsWith("/collections.rss?q=vue&domaine=peinture", rss.Element(Atom + "link")!.Attribute("href")!.Value, StringComparison.Ordinal);
        Assert.True(DateTimeOffset.TryParse(rss.Element("item")!.Element("pubDate")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public async Task A_feed_is_304_until_a_work_enters_and_a_withdrawn_one_leaves_it()
    {
        using var visitor = _portal.Visitor();
        using var first = await visitor.GetAsync("/notices.atom");
        Assert.Equal("application/atom+xml", first.Content.Headers.ContentType!.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/notices.atom");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var same = await visitor.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000002");
        Assert.Equal(["Vue"], (await Read("/notices.atom")).Elements(Atom + "entry").Select(e => e.Element(Atom + "title")!.Value));
    }

    [Fact]
    public async Task Whatever_a_title_holds_feeds_stay_well_formed_and_dead()
    {
        string[] control = [.. Enumerable.Range(1, 31).Select(c => $"a{(char)c}b"), "a\u0085b", "😀 é"];
        foreach (var payload in Xss.All.Concat(control))
        {
            await _portal.Notice("M0160000001", "M0160", ("INV", "1"), ("TITR", payload), ("AUTR", payload), ("TECH", payload));
            var entry = (await Read("/notices.atom")).Elements(Atom + "entry").Last();
            Assert.True(entry.Elements(Atom + "title").Single().Attribute("type") is null, "a title is plain text");
            using var visitor = _portal.Visitor();
            var rss = XDocument.Parse(await visitor.GetStringAsync("/collections.rss")).Descendants("item").Last();
            // Readers take a description for HTML.
            Xss.AssertDead(rss.Element("description")!.Value, payload);
            using var echoed = await visitor.GetAsync($"/collections.atom?q={Uri.EscapeDataString(payload)}");
            XDocument.Parse(await echoed.Content.ReadAsStringAsync());
        }

        Assert.Equal("feed", (await Read("/collections.atom?q=a%EF%BF%BEb%EF%BF%BFc%00d")).Name.LocalName);
    }

    private async Task<XElement> Read(string address)
    {
        using var visitor = _portal.Visitor();
        return XDocument.Parse(await visitor.GetStringAsync(address)).Root!;
    }

    private static IEnumerable<string> Links(XElement of, string relation) =>
        of.Elements(Atom + "link").Where(l => l.Attribute("rel")!.Value == relation).Select(l => l.Attribute("href")!.Value);
}
