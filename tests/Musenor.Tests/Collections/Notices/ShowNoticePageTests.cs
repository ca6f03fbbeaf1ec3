using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dapper;
using Heritage.Standards.Joconde;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Storage;
using Musenor.Tests.Museums;
using Xunit;

namespace Musenor.Tests.Collections.Notices;

public sealed class ShowNoticePageTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes", "Nord");
        await _portal.Notice("06380003897", "M0638", ("TITR", "La rieuse napolitaine"), ("AUTR", "CARPEAUX Jean-Baptiste"), ("INV", "S.89.30"),
            ("TECH", "plâtre ; patiné#terre cuite"), ("PERI", "19e siècle"), ("DESC", "Ligne un#Ligne deux"), ("BIBL", "Voir https://exemple.fr/a?b=1."));
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("Valenciennes ; musée ; volée en 1911", "", "volée", "stolen")]
    [InlineData("Valenciennes ; musée;oeuvre disparue;manquant", "", "manquante", "missing")]
    [InlineData("Valenciennes ; musée", "Manquant", "manquante", "missing")]
    [InlineData("Valenciennes ; musée", "", null, null)]
    public async Task Tc14_says_that_a_work_is_missing_or_stolen(string place, string missing, string? word, string? kind)
    {
        await _portal.Notice("R14", "M0638", ("TITR", "Vue"), ("LOCA", place), ("MANQUANT", missing));
        var page = await _portal.Visitor().GetStringAsync(new Uri("/notices/R14", UriKind.Relative));
        var said = new HtmlParser().ParseDocument(page).QuerySelector("#situation")?.TextContent.Trim();
        Assert.Equal(word is null ? null : $"Cette œuvre est signalée {word}.", said);
        using var json = JsonDocument.Parse(await _portal.Visitor().GetStringAsync(new Uri("/notices/R14.json", UriKind.Relative)));
        var situation = json.RootElement.GetProperty("situation");
        Assert.Equal(kind, situation.ValueKind == JsonValueKind.Null ? null : situation.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Shows_every_public_field_with_the_professions_label()
    {
        var all = JocondeFields.All.Where(f => f.Public && f.Section != FieldSection.None && f.Code is not ("REF" or "TITR" or "IMG")).ToList();
        await _portal.Notice("TOUT", "M0638", [.. all.Select(f => (f.Code, $"valeur {f.Code}"))]);
        var page = await Page("/notices/TOUT");
        var shown = page.QuerySelectorAll("dl.meta > div").ToLookup(d => d.QuerySelector("dt")!.TextContent, d => d.QuerySelector("dd")!.TextContent);
        foreach (var field in all)
        {
            Assert.Contains(shown[field.Label], text => text.Contains($"valeur {field.Code}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Values_lead_to_searches_that_find_the_notice()
    {
        var page = await Page("/notices/06380003897");
        var links = page.QuerySelectorAll("dl.meta a[href^='/collections']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(links.Count >= 5, string.Join(' ', links));
        foreach (var link in links)
        {
            Assert.Contains("/notices/06380003897", await _portal.Visitor().GetStringAsync(link));
        }
    }

    [Fact]
    public async Task Keeps_the_words_of_the_source_and_breaks_lines_where_it_does()
    {
        var page = await Page("/notices/06380003897");
        var techniques = page.QuerySelectorAll("dl.meta > div").Single(d => d.QuerySelector("dt")!.TextContent == JocondeFields.Find("TECH")!.Label);
        Assert.Equal("plâtre ; patiné|terre cuite", string.Concat(techniques.QuerySelector("dd")!.ChildNodes.Select(n => n.NodeName == "BR" ? "|" : n.TextContent)).Trim());
        Assert.Equal("https://exemple.fr/a?b=1", page.QuerySelector("dl.meta a[href^='https:']")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Is_cited_in_words_and_as_ris()
    {
        Assert.Contains("S.89.30", (await Page("/notices/06380003897")).QuerySelector(".box details")!.TextContent);
        var ris = await _portal.Visitor().GetStringAsync("/notices/06380003897.ris");
        Assert.StartsWith("TY  - ART\r\nTI  - La rieuse napolitaine\r\nAU  - CARPEAUX Jean-Baptiste\r\n", ris);
        Assert.EndsWith("ER  - \r\n", ris);
    }

    [Fact]
    public async Task Tells_search_engines_what_it_is()
    {
        var page = await Page("/notices/06380003897");
        Assert.EndsWith("/notices/06380003897", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        using var facts = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal(("VisualArtwork", "La rieuse napolitaine"), (facts.RootElement.GetProperty("@type").GetString(), facts.RootElement.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Answers_json_with_the_words_of_the_source_and_the_parsed_parts()
    {
        using var json = JsonDocument.Parse(await _portal.Visitor().GetStringAsync("/notices/06380003897.json"));
        var fields = json.RootElement.GetProperty("fields");
        Assert.Equal("La rieuse napolitaine", fields.GetProperty("TITR").GetString());
        Assert.Equal("peinture", fields.GetProperty("DOMN")[0].GetString());
        Assert.Equal(1801, json.RootElement.GetProperty("creation").GetProperty("from").GetInt32());
        Assert.Equal("CARPEAUX Jean-Baptiste", json.RootElement.GetProperty("authors")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Leads_back_to_the_search_and_on_to_its_neighbours()
    {
        foreach (var title in new[] { "Assiette a", "Assiette b", "Assiette c" })
        {
            await _portal.Notice(title[^1..].ToUpperInvariant(), "M0638", ("TITR", title));
        }

        var page = await Page("/notices/B?q=assiette&tri=titre&o=2");
        Assert.Equal("/collections?q=assiette&tri=titre#o2", page.QuerySelector(".around a")!.GetAttribute("href"));
        Assert.Equal("/notices/A?q=assiette&tri=titre&o=1", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal("/notices/C?q=assiette&tri=titre&o=3", page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Long_texts_start_short_and_lose_nothing()
    {
        var text = string.Join(' ', Enumerable.Range(0, 500).Select(i => $"mot{i}"));
        await _portal.Notice("LONG", "M0638", ("DESC", text));
        var field = (await Page("/notices/LONG")).QuerySelectorAll("dl.meta > div").Single(d => d.QuerySelector("details") is not null);
        Assert.All(Enumerable.Range(0, 500), i => Assert.Contains($"mot{i}", field.TextContent));
    }

    [Fact]
    public async Task Long_texts_keep_their_links_and_lines_on_both_sides_of_the_cut()
    {
        var line = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"mot{i}"));
        await _portal.Notice("LIENS", "M0638", ("BIBL", $"https://exemple.fr/avant {line}#{line} https://exemple.fr/apres#{line}"));
        var field = (await Page("/notices/LIENS")).QuerySelectorAll("dl.meta > div").Single(d => d.QuerySelector("details") is not null);
        Assert.Equal(["https://exemple.fr/avant", "https://exemple.fr/apres"], field.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Single(field.QuerySelectorAll("details a"));
        Assert.Equal(2, field.QuerySelectorAll("br").Length);
        Assert.DoesNotContain('#', field.TextContent);
    }

    [Fact]
    public async Task A_place_made_up_has_no_neighbours()
    {
        foreach (var title in new[] { "a", "b", "c" })
        {
            await _portal.Notice(title.ToUpperInvariant(), "M0638", ("TITR", $"Assiette {title}"));
        }

        var page = await Page("/notices/A?q=assiette&tri=titre&o=2");
        Assert.Empty(page.QuerySelectorAll("a[rel=prev], a[rel=next]"));
        Assert.Equal("Retour aux résultats pour «\u00a0assiette\u00a0»", page.QuerySelector(".around a")!.TextContent);
    }

    [Fact]
    public async Task Tells_other_sites_what_it_is()
    {
        var page = await Page("/notices/06380003897");
        string? Said(string property) => page.QuerySelector($"meta[property='og:{property}']")?.GetAttribute("content");
        Assert.StartsWith("La rieuse napolitaine", Said("title"));
        Assert.Equal(("article", true, null), (Said("type"), Said("url")!.EndsWith("/notices/06380003897", StringComparison.Ordinal), Said("image")));
    }

    [Fact]
    public async Task A_work_unknown_is_404_and_a_withdrawn_one_410()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _portal.Visitor().GetAsync("/notices/INCONNUE")).StatusCode);
        await using (var connection = await _portal.Services.GetRequiredService<Database>().Open())
        {
            await connection.ExecuteAsync("update notice set state = 'withdrawn', updated_at = '2026-05-03T10:00:00Z' where ref = '06380003897'");
        }

        Assert.Equal(HttpStatusCode.Gone, (await _portal.Visitor().GetAsync("/notices/06380003897.json")).StatusCode);
        var gone = await _portal.Visitor().GetAsync("/notices/06380003897");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("a été retirée le 3 mai 2026", WebUtility.HtmlDecode(await gone.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task No_field_can_bring_markup_into_a_page()
    {
        foreach (var payload in await File.ReadAllLinesAsync(RealMuseums.Corpus("xss.txt")))
        {
            await _portal.Notice("XSS", "M0638", [.. JocondeFields.All.Where(f => f.Code is not ("REF" or "MUSEO")).Select(f => (f.Code, payload))]);
            foreach (var address in new[] { "/notices/XSS", $"/notices/XSS?q={Uri.EscapeDataString(payload)}&o=1", $"/collections?q={Uri.EscapeDataString(payload)}", "/collections?vue=liste", "/collections/facettes/domaine" })
            {
                var answer = await _portal.Visitor().GetAsync(address);
                if (answer.StatusCode == HttpStatusCode.Found)
                {
                    answer = await _portal.Visitor().GetAsync(answer.Headers.Location);
                }

                var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                Assert.True(Harmless(page) is null, $"{payload} on {address}: {Harmless(page)}");
            }
        }
    }

    /// <summary>The first thing on a page that could run; null when there is none.</summary>
    private static string? Harmless(IDocument page) =>
        page.All.Select(e =>
            e.LocalName is "script" && e.GetAttribute("type") != "application/ld+json" && e.GetAttribute("src")?.StartsWith("/assets/", StringComparison.Ordinal) != true ? e.OuterHtml
            : e.LocalName is "iframe" or "object" or "embed" or "style" or "base" || e.GetAttribute("http-equiv") is not null ? e.OuterHtml
            : e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name == "style") ? e.OuterHtml
            : e.Attributes.Any(a => a.Name is "href" or "src" or "action" && a.Value.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) ? e.OuterHtml
            : null).FirstOrDefault(f => f is not null);

    private async Task<IDocument> Page(string address)
    {
        var answer = await _portal.Visitor().GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
