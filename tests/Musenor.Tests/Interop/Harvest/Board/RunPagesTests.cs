using System.Net;
using System.Xml.Linq;
using Musenor.Interop.Harvest.Board;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>Runs with their figures: listed, drawn, as a file, and one by one with what they met.</summary>
public sealed class RunPagesTests : TeamAtWork
{
    private const string Runs = BoardIntents.Path + "/moissons";

    [Fact]
    public async Task A_source_without_runs_says_so()
    {
        await Portal.Known();
        Assert.Contains("pas encore été moissonnée", (await Team.Page(Runs)).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_run_tells_what_it_asked_and_received()
    {
        await using var provider = await DescribedProvider.Start(4);
        provider.Records["oai:essai.example:bad"] = null;
        provider.Records["oai:essai.example:gone"] = "";
        await Portal.Told(provider);
        await Portal.Harvest();
        await Portal.Map();
        var page = await Team.Page(Runs);
        var row = page.QuerySelectorAll("h2#moissons ~ table tbody tr")[0].TextContent.Replace('\u00A0', ' ');
        foreach (var said in new[] { "tout, moisson terminée", "2 demandes, 1 page", "5 lues : 4 nouvelles, 0 changée, 1 inchangée, 0 supprimée, 1 mise de côté, 0 réparée", "6 sur 6" })
        {
            Assert.Contains(said, row, StringComparison.Ordinal);
        }

        Assert.Contains("Titre (TITR)", page.QuerySelector("h2#remplissage ~ table")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("100", page.QuerySelectorAll("h2#remplissage ~ table progress")[0].GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("h2#vocabulaire"));
    }

    [Fact]
    public async Task Page_times_distinct_identifiers_and_what_lacks_are_counted()
    {
        await Portal.Known();
        await Portal.Ran(1, pages: [.. Enumerable.Range(1, 20).Select(i => i * 10)], size: 250);
        var (lines, total) = await Portal.Ask((ReadRuns read) => read.Page("essai", 1, 20));
        var line = Assert.Single(lines);
        Assert.Equal((1, 20L, 200L, 105L, 190L, 50L), (total, line.Pages.Pages, line.Run.ListSeen, line.Pages.MeanMs, line.Pages.P95Ms, line.Lacking));
        Assert.Contains("il manque 50 notices", (await Team.Page(Runs)).Words(), StringComparison.Ordinal);

        // A second look gave anew what the first list had given: the same works do not make up for what lacks.
        await Portal.Do("update harvest_run set state = 'incomplete', list_size = 110, list_seen = 105");
        var words = (await Team.Page(Runs)).Words().Replace('\u00A0', ' ');
        Assert.Contains("105 sur 110", words, StringComparison.Ordinal);
        Assert.Contains("il manque 5 notices", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_listed_a_page_at_a_time_and_the_file_has_all_of_them()
    {
        await Portal.Known();
        for (var i = 1; i <= 25; i++)
        {
            await Portal.Ran(i, problem: i == 3 ? "=cmd|' /C calc'!A0" : "");
        }

        Assert.Equal(20, (await Team.Page(Runs)).QuerySelectorAll("h2#moissons ~ table tbody tr").Length);
        Assert.Equal(5, (await Team.Page(Runs + "?page=2")).QuerySelectorAll("h2#moissons ~ table tbody tr").Length);
        using var file = await Team.GetAsync(Runs + ".csv");
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        var rows = (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(26, rows.Length);
        Assert.Contains("\"identifiant\";\"étendue\"", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain(rows, r => r.Contains("\"=cmd", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("'=cmd", StringComparison.Ordinal));
        using var none = await Team.GetAsync("/gestion/sources/none/moissons.csv");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task What_the_records_filled_stands_with_its_run_beside_the_one_before_and_in_the_file()
    {
        await Portal.Known();
        await Cover(await Portal.Ran(1), """{"sample":4,"fields":{"TITR":4,"AUTR":4},"terms":{"DOMN":{"uses":10,"aligned":5}}}""");
        await Portal.Ran(2);
        var id = await Portal.Ran(3);
        await Cover(id, """{"sample":10,"fields":{"TITR":10,"AUTR":7,"DENO":1},"terms":{"DOMN":{"uses":30,"aligned":20}}}""");
        var page = await Team.Page($"{Runs}/{id}");
        Assert.Contains("sur les 10 derniers enregistrements", page.Words(), StringComparison.Ordinal);
        string[] Rows(string heading) => [.. page.QuerySelector($"h2#{heading} ~ table")!.QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim().Replace('\u00A0', ' '))))];
        Assert.Equal(["Titre (TITR)|100 % (10)|100 %", "Auteur (AUTR)|70 % (7)|100 %", "Dénomination (DENO)|10 % (1)|0 %"], Rows("remplissage"));
        Assert.Contains("66 %", Rows("vocabulaire").Single(), StringComparison.Ordinal);
        Assert.EndsWith("|50 %", Rows("vocabulaire").Single(), StringComparison.Ordinal);
        var file = await (await Team.GetAsync(Runs + ".csv")).Content.ReadAsStringAsync();
        Assert.Contains("\"AUTR 70 ; DENO 10 ; TITR 100\";\"DOMN 66\"", file, StringComparison.Ordinal);
    }

    private Task Cover(string run, string coverage) => Portal.Do("update harvest_run set coverage = @coverage where id = @run", new { run, coverage });

    [Fact]
    public async Task The_last_thirty_runs_are_drawn_for_every_eye()
    {
        await Portal.Known();
        for (var i = 1; i <= 33; i++)
        {
            await Portal.Ran(i, i == 33 ? "failed" : "done", seen: i * 10, pages: [i]);
        }

        var page = await Team.Page(Runs);
        var drawings = page.QuerySelectorAll("svg[role=img]");
        Assert.Equal(3, drawings.Length);
        Assert.All(drawings, d =>
        {
            Assert.Equal(d.GetAttribute("aria-labelledby"), $"{d.QuerySelector("title")!.Id} {d.QuerySelector("desc")!.Id}");
            Assert.False(string.IsNullOrWhiteSpace(d.QuerySelector("title")!.TextContent + d.QuerySelector("desc")!.TextContent));
            // One bar each beside the two lines; the failed run has no fill, and a cross.
            Assert.Equal(30, d.QuerySelectorAll("path").Length - 1);
            Assert.Single(d.QuerySelectorAll("path[fill=none]"));
            Assert.Empty(d.QuerySelectorAll("[style], style, script"));
            Assert.NotNull(XElement.Parse(d.OuterHtml.Replace("&nbsp;", " ", StringComparison.Ordinal)));
        });
        var table = page.QuerySelector("details table")!;
        Assert.Equal(30, table.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("330", table.TextContent, StringComparison.Ordinal);
        Assert.Contains("330 pour la dernière", page.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_tells_its_incidents_in_words()
    {
        await Portal.Known();
        var id = await Portal.Ran(1, "failed", problem: "max-pages 40");
        await Portal.Do("insert into harvest_incident (run, number, at, code, detail) values (@id, 1, '2026-11-02T02:00:10Z', 'wait', '17'), (@id, 2, '2026-11-02T02:00:20Z', 'never-heard', '<b>x</b>')", new { id });
        var page = await Team.Page($"{Runs}/{id}");
        Assert.Contains("La limite de pages par moisson est atteinte (40).", page.Words(), StringComparison.Ordinal);
        var rows = page.QuerySelectorAll("h2#incidents ~ table tbody tr");
        Assert.Equal(2, rows.Length);
        Assert.Contains("La source a demandé d’attendre", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("<b>x</b>", rows[1].TextContent, StringComparison.Ordinal);
        using var elsewhere = await Team.GetAsync($"/gestion/sources/none/moissons/{id}");
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }
}
