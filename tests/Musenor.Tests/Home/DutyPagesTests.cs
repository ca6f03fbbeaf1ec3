using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Musenor.Tests.Home;

public sealed class DutyPagesTests : IDisposable
{
    private readonly MusenorFixture _portal = new();

    public static TheoryData<string> Duties =>
        ["/", "/accessibilite", "/ecoconception", "/mentions-legales", "/donnees-personnelles", "/plan-du-site", "/aide", "/contact"];

    [Theory, MemberData(nameof(Duties))]
    public async Task Every_page_has_what_the_layout_promises(string address)
    {
        var page = await Read(address);
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(" — Musenor", $" — {page.Title}");
        Assert.False(string.IsNullOrWhiteSpace(page.QuerySelector("meta[name=description]")?.GetAttribute("content")));
        Assert.Equal($"http://localhost:5080{address}", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("#contenu", page.Body!.FirstElementChild!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("main#contenu[tabindex='-1']"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("Accessibilité : non conforme", page.QuerySelector("footer a[href='/accessibilite']")!.TextContent);
        Assert.Contains("Cette page pèse au plus", page.QuerySelector("footer p")!.TextContent);
    }

    [Theory, MemberData(nameof(Duties))]
    public async Task Links_of_a_page_lead_somewhere(string address)
    {
        using var visitor = _portal.Visitor();
        var faults = new List<string>();
        foreach (var link in (await Read(address)).QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!).Distinct())
        {
            using var answer = await visitor.GetAsync(link);
            if (!answer.IsSuccessStatusCode)
            {
                faults.Add($"{link} answers {(int)answer.StatusCode}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Nothing_is_invented_about_the_publisher()
    {
        var text = (await Read("/mentions-legales")).QuerySelector("dl")!.TextContent;
        Assert.Contains("Non renseigné", text);
        Assert.Contains("Site:Publisher", text);
    }

    [Fact]
    public async Task The_publisher_is_told_when_the_installation_says_so()
    {
        using var app = _portal.Set(("Site:Publisher", "Association de démonstration"), ("Site:Contact", "ecrire@example.org"));
        var page = await Read("/mentions-legales", app);
        Assert.Contains("Association de démonstration", page.QuerySelector("dl")!.TextContent);
        var contact = await Read("/contact", app);
        Assert.NotNull(contact.QuerySelector("a[href='mailto:ecrire@example.org']"));
    }

    [Theory]
    [InlineData(0, "partiellement conforme", 60)]
    [InlineData(0, "non conforme", 49)]
    [InlineData(0, "totalement conforme", 100)]
    [InlineData(4, "non conforme", 100)]
    public async Task The_word_on_accessibility_comes_from_a_valid_audit(int yearsAgo, string mention, int met)
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(-yearsAgo);
        await File.WriteAllTextAsync(
            Path.Combine(_portal.Folder, "accessibility-audit.json"),
            $$"""{ "date": "{{day:yyyy-MM-dd}}", "auditor": "Essai", "met": {{met}}, "applicable": 100, "faults": ["3.2 contraste"] }""");
        var page = await Read("/accessibilite");
        Assert.Equal($"Accessibilité : {mention}", page.QuerySelector("footer a[href='/accessibilite']")!.TextContent);
        Assert.Contains(mention, page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task The_declaration_follows_the_legal_order()
    {
        var titles = (await Read("/accessibilite")).QuerySelectorAll("main h2").Select(h => h.TextContent);
        Assert.Equal(
            ["État de conformité", "Résultats des tests", "Contenus non accessibles", "Établissement de cette déclaration", "Retour d’information et contact", "Voies de recours"],
            titles.Take(6));
    }

    public void Dispose() => _portal.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<IHtmlDocument> Read(string address, WebApplicationFactory<Program>? app = null)
    {
        using var visitor = app?.CreateClient() ?? _portal.Visitor();
        return new HtmlParser().ParseDocument(await visitor.GetStringAsync(address));
    }
}
