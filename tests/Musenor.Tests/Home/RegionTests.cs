using AngleSharp.Html.Parser;
using Musenor.Tests.Collections;
using Musenor.Tests.Interop.Mapping;
using Xunit;

namespace Musenor.Tests.Home;

/// <summary>The portal of several networks, as a visitor sees it.</summary>
public sealed class RegionTests
{
    [Fact]
    public async Task The_front_page_names_the_networks_with_what_they_really_have()
    {
        await using var portal = new MusenorFixture();
        await portal.Source("RESEAU", "Réseau des musées");
        await portal.Source("PROSCITEC", "Proscitec");
        await portal.Source("VIDE", "Un réseau sans œuvre");
        await portal.Records("RESEAU", "oai_dc", Enumerable.Range(1, 12).Select(i => ($"oai:r:{i}", HarvestedIntents.Work($"Tableau {i}", $"{i}", "Musée A (M0001)"), "live", "")));
        await portal.Records("PROSCITEC", "oai_dc", Enumerable.Range(11, 5).Select(i => ($"oai:p:{i}", HarvestedIntents.Work($"Tableau {i}", $"{i}", "Musée A (M0001)"), "live", "")));
        foreach (var source in new[] { "RESEAU", "PROSCITEC", "VIDE" })
        {
            await portal.Map(source);
        }

        await using var region = portal.Set(("Site:Kind", "Region"), ("Site:Name", "Patrimoines Hauts-de-France"));
        using var visitor = region.CreateClient();
        var page = new HtmlParser().ParseDocument(await visitor.GetStringAsync("/"));
        Assert.Equal(["Réseau des musées12 œuvres", "Proscitec5 œuvres"], page.QuerySelectorAll("section[aria-labelledby=reseaux] li").Select(l => l.TextContent));
        Assert.Contains(page.QuerySelectorAll(".figures li"), f => f.TextContent.StartsWith("15 œuvres", StringComparison.Ordinal));
        Assert.Equal("Les collections de plusieurs réseaux, en un seul lieu", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Proscitec", page.QuerySelector(".grid")!.TextContent + page.QuerySelector("section[aria-labelledby=reseaux]")!.TextContent, StringComparison.Ordinal);

        var both = new HtmlParser().ParseDocument(await visitor.GetStringAsync("/collections?q=%22tableau+11%22"));
        Assert.Contains("Réseau des musées, Proscitec", both.QuerySelector("#resultats")!.TextContent, StringComparison.Ordinal);
        var museum = new HtmlParser().ParseDocument(await visitor.GetStringAsync("/musees"));
        Assert.Contains("Musée A", museum.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_without_networks_speaks_of_none()
    {
        await using var portal = new MusenorFixture();
        await portal.Museum("M0001", "Musée", "Lille");
        await portal.Notice("N1", "M0001", ("TITR", "Assiette"));
        var visitor = portal.Visitor();
        Assert.DoesNotContain("id=\"reseaux\"", await visitor.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-facet=\"reseau\"", await visitor.GetStringAsync("/collections"), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"reseau\"", await visitor.GetStringAsync("/notices/N1"), StringComparison.Ordinal);
    }
}
