using System.Net;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Tests.Accounts;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Editing;

public sealed class ListNoticesPageTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Notice("R1", "M0638", ("TITR", "Vase bleu"), ("INV", "1903.12.4"), ("TECH", "grès"), ("DIMS", "H. 2"), ("LOCA", "Valenciennes ; musée"));
        await _portal.Notice("R2", "M0638", ("TITR", "Assiette"), ("INV", "A 2"), ("PERI", "jadis"));
        await _portal.Notice("L1", "M0160", ("TITR", "Autre vase"), ("INV", "A 3"));
        _claire = await _portal.SignedIn(Role.Professional, "M0638");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("", "R2 R1")]
    [InlineData("?q=vases", "R1")]
    [InlineData("?q=1903-12-4", "R1")]
    [InlineData("?q=r2", "R2")]
    [InlineData("?q=autre", "")]
    [InlineData("?tri=titre", "R2 R1")]
    [InlineData("?tri=-titre", "R1 R2")]
    [InlineData("?afaire=completer", "R2")]
    [InlineData("?afaire=image", "R2 R1")]
    [InlineData("?afaire=date", "R2")]
    [InlineData("?etat=retiree", "")]
    [InlineData("?musee=M0160", "")]
    [InlineData("?depuis=2000-01-01", "R2 R1")]
    [InlineData("?depuis=0001-01-01", "R2 R1")]
    [InlineData("?depuis=2999-01-01", "")]
    [InlineData("?depuis=hier&tri=x&page=0&etat=%3Cb%3E", "R2 R1")]
    public async Task Shows_the_notices_of_the_persons_museums_under_its_filters(string query, string refs)
    {
        var page = await _claire.Page("/gestion/notices" + query);
        Assert.Equal(refs, string.Join(' ', page.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")!.Split('/')[^1])));
    }

    [Fact]
    public async Task The_network_sees_all_museums_and_filters_by_one()
    {
        using var team = await _portal.SignedIn(Role.NetworkTeam);
        var page = await team.Page("/gestion/notices?musee=M0160&tri=musee");
        Assert.Equal(["Autre vase"], page.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
        Assert.Equal(3, (await team.Page("/gestion/notices")).QuerySelectorAll("tbody tr").Length);
        Assert.Equal("ascending", page.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Ticked_ones_are_withdrawn_after_a_page_that_names_them()
    {
        using var chosen = await _claire.Send("/gestion/notices", new() { ["ref"] = "R1", ["geste"] = "retirer" }, "main form[method=post]");
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        var confirm = await chosen.Page();
        Assert.Equal(["Vase bleu"], confirm.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from notice where ref = 'R1' and state = 'published'"));

        var fields = confirm.QuerySelectorAll("main form input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        using var asked = await _claire.PostAsync("/gestion/notices/etat", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Equal("#motif", (await asked.Page()).QuerySelector("#erreurs a")!.GetAttribute("href"));

        using var done = await _claire.PostAsync("/gestion/notices/etat", new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["motif"] = "doublon", ["precision"] = Xss.Markup[0] }));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var page = await _claire.Page(done.Headers.Location!.OriginalString);
        Assert.Contains("1 notice retirée", page.Words(), StringComparison.Ordinal);
        Assert.Null(Xss.Alive(page));
        Assert.Equal(["R1"], (await _claire.Page("/gestion/notices?etat=retiree")).QuerySelectorAll("tbody input").Select(i => i.GetAttribute("value")));
        using var visitor = _portal.Visitor();
        using var gone = await visitor.GetAsync("/notices/R1");
        Assert.Null(Xss.Alive(await gone.Page()));
    }

    [Fact]
    public async Task Nothing_ticked_is_said()
    {
        using var answer = await _claire.Send("/gestion/notices", new() { ["geste"] = "publier" }, "main form[method=post]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Cocher au moins une notice", (await answer.Page()).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_another_museum_cannot_be_slipped_in()
    {
        using var answer = await _claire.Send("/gestion/notices", new() { ["ref"] = "L1", ["geste"] = "retirer" }, "main form[method=post]");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_of_the_day_counts_what_waits_and_leads_to_it()
    {
        var page = await _claire.Page("/gestion");
        var waiting = page.QuerySelectorAll(".waiting a").ToDictionary(a => a.GetAttribute("href")!, a => a.QuerySelector("strong")!.TextContent);
        Assert.Equal(4, waiting.Count);
        foreach (var (address, count) in waiting)
        {
            Assert.Equal(count, (await _claire.Page(address)).QuerySelectorAll("tbody tr").Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var sent = await _claire.Send("/gestion/notices/R1", new() { ["TITR"] = "Vase vert" }, "form.edit");
        Assert.Contains("Notice R1 modifiée", (await _claire.Page("/gestion")).QuerySelector(".activity")!.TextContent, StringComparison.Ordinal);
        using var other = await _portal.SignedIn(Role.Professional, "M0160");
        Assert.Null((await other.Page("/gestion")).QuerySelector(".activity"));
    }

    [Fact]
    public async Task A_museum_without_notices_is_told_what_the_list_is_for()
    {
        await _portal.Museum("M0999", "Musée neuf");
        using var somebody = await _portal.SignedIn(Role.Professional, "M0999");
        var page = await somebody.Page("/gestion/notices");
        Assert.Contains("Il n’y en a pas encore", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("table"));
    }

    [Fact]
    public async Task The_professional_space_opens_on_what_is_there()
    {
        using var page = await _claire.GetAsync("/pro");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        foreach (var link in (await page.Page()).QuerySelectorAll("main a"))
        {
            Assert.NotEqual(HttpStatusCode.NotFound, (await _claire.GetAsync(link.GetAttribute("href"))).StatusCode);
        }
    }

    [Fact]
    public async Task A_long_list_is_cut_in_pages()
    {
        await _portal.Write([.. Enumerable.Range(0, 60).Select(i => new Incoming($"P{i:00}", "M0638", new Dictionary<string, string> { ["INV"] = $"P {i}", ["DOMN"] = "dessin", ["STAT"] = "x", ["TITR"] = $"Page {i:00}" }))]);
        var last = await _claire.Page("/gestion/notices?q=page&tri=titre&page=3");
        Assert.Equal(12, last.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("/gestion/notices?q=page&tri=titre&page=2", last.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Contains("60 notices, page 3 sur 3", last.QuerySelector("#resultats")!.TextContent, StringComparison.Ordinal);
    }
}
