using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Musenor.Museums;
using Xunit;

namespace Musenor.Tests.Museums;

public sealed class ShowMuseumTests(RegionPortal portal) : IClassFixture<RegionPortal>
{
    [Fact]
    public async Task Shows_every_public_field_with_a_French_label()
    {
        await using var musenor = new MusenorFixture();
        var codes = MuseumFields.All.Select(f => f.Code).Where(c => c is not ("RESEAU_NOM" or "INSEE" or "POSITION" or "PHOTO" or "COPY" or "DT_SAISI" or "DT_MODIF" or "NOMUSAGE")).ToArray();
        var values = codes.Select(c => c switch { "REF" => "M0001", "DMAJ" => "2021-11-26", "LABEL" => "Musée de France", _ => $"valeur {c.Replace('-', '_')}" });
        await musenor.ImportMuseums($"{string.Join(';', codes)}\n{string.Join(';', values)}\n");
        using var visitor = musenor.Visitor();
        var page = Text(await visitor.GetStringAsync((await musenor.Museum("M0001")).Url));
        var missing = codes.Except(["REF", "DMAJ", "LABEL", "NOMOFF"]).Where(c => !page.Contains($"valeur {c.Replace('-', '_')}", StringComparison.OrdinalIgnoreCase));
        Assert.True(!missing.Any(), string.Join('\n', missing));
        Assert.Contains("26 novembre 2021", page, StringComparison.Ordinal);
        Assert.Contains("Musée de France", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_the_site_the_phone_and_the_protected_monuments_and_nothing_unsafe()
    {
        await using var musenor = new MusenorFixture();
        await musenor.ImportMuseums("""
            ref;nomoff;ville_m;tel_m;url_m;prot_bat;refmer;latitude;longitude
            M0001;musée;Lille;03 20 00 00 00;www.musee.example.fr/a?b=1;"Protégé au titre des Monuments historiques :
            https://www.pop.culture.gouv.fr/notice/merimee/PA00084643?base=x";PA00084643;50.6;3.05
            M0002;musée deux;Lille;;javascript:alert(1);;;;

            """);
        using var visitor = musenor.Visitor();
        var page = Parse(await visitor.GetStringAsync("/musees/musee-lille"));
        var links = page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")).ToArray();
        Assert.Contains("http://www.musee.example.fr/a?b=1", links);
        Assert.Contains("tel:0320000000", links);
        Assert.Equal(2, links.Count(l => l == "https://www.pop.culture.gouv.fr/notice/merimee/PA00084643"));
        Assert.True(page.QuerySelectorAll("a[href^=http]").All(a => a.GetAttribute("rel") == "noopener" && a.GetAttribute("target") is null));
        Assert.DoesNotContain(page.QuerySelectorAll(".tag"), t => t.TextContent == "Musée de France");

        var unsafeSite = Parse(await visitor.GetStringAsync("/musees/musee-deux-lille"));
        Assert.DoesNotContain(unsafeSite.QuerySelectorAll("a"), a => a.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("javascript:alert(1)", unsafeSite.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_an_announced_museum_that_it_is_to_complete()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AnnounceMuseum("M0001", "musée annoncé", "Lille");
        using var visitor = musenor.Visitor();
        Assert.Contains("Fiche à compléter", Text(await visitor.GetStringAsync("/musees/musee-annonce-lille")), StringComparison.Ordinal);
        Assert.Contains("à compléter", Text(await visitor.GetStringAsync("/musees")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/musees/M0638", 301, "/musees/musee-des-beaux-arts-valenciennes")]
    [InlineData("/musees/m0638", 301, "/musees/musee-des-beaux-arts-valenciennes")]
    [InlineData("/musees/M0638.json", 301, "/musees/musee-des-beaux-arts-valenciennes.json")]
    [InlineData("/musees/Musee-des-Beaux-Arts-Valenciennes", 301, "/musees/musee-des-beaux-arts-valenciennes")]
    [InlineData("/musees/musee-des-beaux-arts-valenciennes", 200, null)]
    [InlineData("/musees/musee-des-beaux-arts-valenciennes.json", 200, null)]
    [InlineData("/musees/inconnu", 404, null)]
    [InlineData("/musees/inconnu.json", 404, null)]
    public async Task Leads_codes_to_addresses_and_answers_404_to_the_unknown(string asked, int status, string? to)
    {
        using var visitor = portal.Musenor.Visitor();
        var answer = await visitor.GetAsync(new Uri(asked, UriKind.Relative));
        Assert.Equal((status, to), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Never_lets_a_field_become_markup()
    {
        var payloads = await File.ReadAllLinesAsync(RealMuseums.Corpus("xss.txt"));
        var codes = MuseumFields.All.Select(f => f.Code).Except(["REF", "POSITION"]).ToArray();
        string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var rows = payloads.Select((p, i) => string.Join(';', [$"M{i:0000}", .. codes.Select(_ => Cell(p))]));
        await using var musenor = new MusenorFixture();
        var done = await musenor.ImportMuseums($"REF;{string.Join(';', codes)}\n{string.Join('\n', rows)}\n");
        Assert.Equal((payloads.Length, 0), (done.New, done.Rejected));

        using var visitor = musenor.Visitor();
        var known = (await musenor.Ask<MuseumDirectory, MuseumDirectory.Snapshot>(d => d.Read())).All;
        foreach (var address in known.Select(m => m.Url).Append("/musees").Concat(payloads.Select(p => $"/musees?q={Uri.EscapeDataString(string.Join(' ', p.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))}")))
        {
            var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
            var page = Parse(await answer.Content.ReadAsStringAsync());
            var faults = page.All.Where(e => IsForeign(e)).Select(e => e.OuterHtml);
            Assert.True(!faults.Any(), $"{address}\n{string.Join('\n', faults)}");
        }
    }

    /// <summary>Scripts of our own come from /assets or hold data; nothing else may run, load or lead anywhere but to http, mail and phones.</summary>
    private static bool IsForeign(IElement e) =>
        e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name is "srcdoc" or "style")
        || e.LocalName is "iframe" or "base" or "math" or "style" or "object" or "embed" or "textarea"
        || (e.LocalName == "script" && e.GetAttribute("type") != "application/ld+json" && e.GetAttribute("src")?.StartsWith("/assets/", StringComparison.Ordinal) != true)
        || (e.LocalName is "a" or "link" && e.GetAttribute("href") is { } href && !(href[0] is '/' or '#' && !href.StartsWith("//", StringComparison.Ordinal))
            && !href.StartsWith("http://", StringComparison.Ordinal) && !href.StartsWith("https://", StringComparison.Ordinal)
            && !href.StartsWith("mailto:", StringComparison.Ordinal) && !href.StartsWith("tel:", StringComparison.Ordinal));

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static string Text(string html) => Parse(html).Body!.TextContent;
}
