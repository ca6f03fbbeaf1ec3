using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Quality;
using Musenor.Collections.Quality.Bulk;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Collections.Vocabularies;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Quality;

public sealed class QualityPagesTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Load(LoadVocabularyTests.Domains, "DOMN");
        await _portal.Notice("R1", "M0638", ("TITR", "Vase bleu"), ("INV", "1903.12.4"), ("DOMN", "peintures"));
        await _portal.Notice("R2", "M0638", ("TITR", Xss.Markup[0]), ("INV", "1903-12-4"), ("DOMN", Xss.Markup[0]), ("PERI", "jadis"));
        await _portal.Notice("L1", "M0160", ("TITR", "Autre"), ("INV", "A 3"));
        _claire = await _portal.SignedIn(Role.Professional, "M0638");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Every_count_of_the_worklist_leads_to_as_many_notices()
    {
        var page = await _claire.Page("/gestion/qualite/M0638");
        Assert.Null(Xss.Alive(page));
        var rows = page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr");
        Assert.Equal(Indicator.All.Count, rows.Length);
        var links = rows.Where(r => r.QuerySelector("th a") is not null).ToList();
        Assert.True(links.Count >= 5, $"{links.Count} counts lead somewhere");
        foreach (var row in links)
        {
            var list = await _claire.Page(row.QuerySelector("th a")!.GetAttribute("href")!);
            Assert.Equal(row.QuerySelector("td")!.TextContent, list.QuerySelectorAll("tbody tr").Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_term_out_of_the_list_leads_to_its_notices_and_to_its_replacement()
    {
        var page = await _claire.Page("/gestion/qualite/M0638");
        var row = page.QuerySelectorAll("tr").Single(r => r.QuerySelector("th")?.TextContent == "peintures");
        Assert.Single((await _claire.Page(row.QuerySelector("th a")!.GetAttribute("href")!)).QuerySelectorAll("tbody tr"));
        var form = await _claire.Page(row.QuerySelector("td:last-child a")!.GetAttribute("href")!);
        Assert.Equal(("peintures", "peinture"), (form.QuerySelector("input[name=terme_a_remplacer]")!.GetAttribute("value"), form.QuerySelector("input[name=par]")!.GetAttribute("value")));
        Assert.Equal("DOMN", form.QuerySelector("select[name=champ] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_change_is_previewed_confirmed_listed_and_undone_in_the_pages()
    {
        var list = await _claire.Page("/gestion/notices?musee=M0638");
        var kinds = await _claire.Page(list.QuerySelector("a[href^='/gestion/notices/lot']")!.GetAttribute("href")!);
        Assert.Equal(BulkChange.Kinds.Count, kinds.QuerySelectorAll("main ul.links a").Length);
        const string Preview = "/gestion/notices/lot?musee=M0638&geste=remplacer&champ=DOMN&terme_a_remplacer=peintures&par=peinture&apercu=1";
        var preview = await _claire.Page(Preview);
        Assert.Contains("peintures", preview.QuerySelector("del")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 notice où le terme entier n’est pas", preview.Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        using var done = await _claire.Send(Preview, []);
        Assert.Equal((HttpStatusCode.Redirect, "peinture"), (done.StatusCode, await _portal.Text("R1", "DOMN")));
        var shown = await _claire.Page(done.Headers.Location!.OriginalString);
        Assert.Contains("1 notice modifiée", shown.Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Le terme entier n’y est pas", shown.Words(), StringComparison.Ordinal);
        Assert.Single((await _claire.Page("/gestion/notices/lots")).QuerySelectorAll("tbody tr"));
        Assert.Contains("Modification par lot", (await _claire.Page("/gestion")).QuerySelector(".activity")!.TextContent, StringComparison.Ordinal);
        using var undone = await _claire.Send(done.Headers.Location!.OriginalString, []);
        Assert.Equal((HttpStatusCode.Redirect, "peintures"), (undone.StatusCode, await _portal.Text("R1", "DOMN")));
    }

    [Fact]
    public async Task What_is_wrong_in_a_change_is_said_beside_its_field()
    {
        using var answer = await _claire.GetAsync("/gestion/notices/lot?geste=remplacer&champ=DOMN&apercu=1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Page();
        Assert.Equal(["#terme_a_remplacer", "#par"], page.QuerySelectorAll("#erreurs a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_confirmation_slipped_towards_another_museum_changes_nothing_there()
    {
        using var answer = await _claire.Send("/gestion/notices/lot?geste=ajouter&champ=DOMN&par=dessin&apercu=1", new() { ["musee"] = "M0160" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("peinture", await _portal.Text("L1", "DOMN"));
    }

    [Fact]
    public async Task Pairs_are_shown_side_by_side_and_put_aside()
    {
        var page = await _claire.Page("/gestion/qualite/doublons");
        Assert.Null(Xss.Alive(page));
        Assert.Equal(["1903.12.4", "1903-12-4"], page.QuerySelectorAll("section tbody tr")[2].QuerySelectorAll("td").Select(t => t.TextContent));
        using var done = await _claire.Send("/gestion/qualite/doublons", [], "section form");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("Il n’y en a pas", (await _claire.Page("/gestion/qualite/doublons")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_association_sees_all_museums_sorted_as_it_asks()
    {
        using var team = await _portal.SignedIn(Role.NetworkTeam);
        var page = await team.Page("/gestion/qualite?tri=-notices");
        Assert.Equal(["Valenciennes, Musée des Beaux-Arts", "Lille, Palais des Beaux-Arts"], page.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.Equal("descending", page.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));
        Assert.Equal("Lille, Palais des Beaux-Arts", (await team.Page("/gestion/qualite?tri=x")).QuerySelector("tbody th")!.TextContent);
        Assert.Equal(["Valenciennes, Musée des Beaux-Arts"], (await _claire.Page("/gestion/qualite")).QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.Equal(HttpStatusCode.Forbidden, (await _claire.GetAsync("/gestion/qualite/M0160")).StatusCode);
    }

    [Fact]
    public async Task The_trend_is_drawn_told_in_a_table_and_given_as_csv()
    {
        Assert.Contains("Aucun relevé encore", (await _claire.Page("/gestion/qualite/M0638")).Words(), StringComparison.Ordinal);
        await _portal.Ask((TakeSnapshot take) => take.Run());
        _portal.Clock.Advance(TimeSpan.FromDays(45));
        await _portal.Ask((TakeSnapshot take) => take.Run());
        // Signed in anew: the session has slept for 45 days.
        using var claire = await _portal.SignedIn(Role.Professional, "M0638");
        var page = await claire.Page("/gestion/qualite/M0638");
        var figure = page.QuerySelector("figure")!;
        Assert.Contains("fiches minimum complètes est restée à 0", figure.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
        Assert.InRange(figure.QuerySelector("svg")!.OuterHtml.Length, 300, 6_000);
        Assert.Equal(2, page.QuerySelectorAll("details table tbody tr").Length);
        var csv = await claire.GetStringAsync("/gestion/qualite/M0638.csv");
        Assert.Equal(1 + (2 * Indicator.All.Count), csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("M0160", await claire.GetStringAsync("/gestion/qualite.csv"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync("/gestion/qualite/M0160.csv")).StatusCode);
    }

    [Fact]
    public async Task The_editor_tells_what_is_to_see_to_in_its_notice()
    {
        var panel = (await _claire.Page("/gestion/notices/R1")).QuerySelector(".quality")!;
        Assert.Contains("« peintures » est une forme rejetée par la liste. Voir « peinture ».", panel.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.NotNull(panel.QuerySelector("a[href='#DOMN']"));
        Assert.Contains("Aucune image", panel.TextContent, StringComparison.Ordinal);
        Assert.Null(Xss.Alive(await _claire.Page("/gestion/notices/R2")));
    }
}
