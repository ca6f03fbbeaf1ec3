using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop;

/// <summary>A museum sends its notices, in the browser.</summary>
public sealed class SendingPagesTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Listed("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Notice("M0160000001", "M0160", ("TITR", Xss.Markup[0]), ("INV", "1"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Assiette"), ("INV", "2"));
        await _portal.Notice("M0638000001", "M0638", ("TITR", "Vase"), ("INV", "1"));
        _claire = await _portal.SignedIn(Role.Professional, "M0160");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Counts_lead_to_the_notices_that_they_count()
    {
        await _portal.Send(await _portal.Make("M0160"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Plat"), ("INV", "2"));
        var page = await _claire.Page("/gestion/envois");
        Assert.Contains("Palais des Beaux-Arts, Lille", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Valenciennes", page.Words(), StringComparison.Ordinal);
        var counts = page.QuerySelectorAll("table:first-of-type tbody td a[href*=etat]").ToDictionary(a => a.GetAttribute("href")!, a => a.TextContent);
        Assert.Equal(2, counts.Count);
        foreach (var (address, count) in counts)
        {
            Assert.Equal(count, (await _claire.Page(address)).QuerySelectorAll("tbody tr").Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal("Envois à POP", page.QuerySelector(".office-nav a[aria-current=page]")!.TextContent);
        using var team = await _portal.SignedIn(Role.NetworkTeam);
        Assert.Contains("Valenciennes", (await team.Page("/gestion/envois")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_leaves_and_what_stays_is_said_before_anything_is_made()
    {
        await _portal.Execute("update notice set fields = replace(fields, '\"DOMN\":\"peinture\"', '\"DOMN\":\" \"') where ref = 'M0160000001'");
        var page = await _claire.Page("/gestion/envois/preparer?musee=M0160&voir=1");
        Assert.Contains("1 notice part, sur 2 choisies", page.Words(), StringComparison.Ordinal);
        Assert.Contains("Domaine (DOMN) est vide", page.Words(), StringComparison.Ordinal);
        Assert.Null(Xss.Alive(page));
        Assert.Equal(["/gestion/notices/M0160000001"], page.QuerySelectorAll("section details:first-of-type li a").Select(a => a.GetAttribute("href")).Distinct());
        Assert.Equal(0, await _portal.Query<long>("select count(*) from joconde_package"));
        // A filter, and a choice that keeps nothing.
        Assert.Contains("1 notice part, sur 1 choisie", (await _claire.Page("/gestion/envois/preparer?musee=M0160&q=assiette&voir=1")).Words(), StringComparison.Ordinal);
        Assert.Contains("Rien n’est à envoyer", (await _claire.Page("/gestion/envois/preparer?musee=M0160&q=introuvable&voir=1")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filtered_list_is_sent_as_it_is_filtered()
    {
        await _portal.Execute("update notice set fields = replace(fields, 'Assiette', 'Assiette bleue') where ref = 'M0160000002'");
        var list = await _claire.Page("/gestion/notices?q=assiette&afaire=image");
        Assert.Contains("publiée, à envoyer à POP", list.QuerySelector("tbody")!.TextContent, StringComparison.OrdinalIgnoreCase);
        var prepare = list.QuerySelectorAll("main .act a").Single(a => a.TextContent == "Préparer un envoi").GetAttribute("href")!;
        var page = await _claire.Page(prepare + "&voir=1");
        Assert.Contains("1 notice part, sur 1 choisie", page.Words(), StringComparison.Ordinal);
        Assert.Contains("Seulement, de la liste choisie", page.Words(), StringComparison.Ordinal);
        using var asked = await _claire.Send(prepare + "&voir=1", [], "#f-create");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal("/gestion/notices?q=assiette&musee=M0160&afaire=image&tri=titre", await _portal.Query<string>("select filter from joconde_package"));
    }

    [Fact]
    public async Task The_editor_and_the_page_of_the_day_say_where_notices_stand()
    {
        Assert.Contains("2 notices à envoyer à POP", (await _claire.Page("/gestion")).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        await _portal.Send(await _portal.Make("M0160"));
        Assert.Contains("envoyée à POP", (await _claire.Page("/gestion/notices/M0160000002")).Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("à envoyer à POP", (await _claire.Page("/gestion")).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("jsonl", "application/x-ndjson")]
    [InlineData("lido", "application/xml")]
    public async Task A_list_is_taken_away_as_a_file_without_what_is_others(string kind, string type)
    {
        using var file = await _claire.GetAsync($"/gestion/notices/fichier/{kind}?q=assiette");
        Assert.Equal((HttpStatusCode.OK, type), (file.StatusCode, file.Content.Headers.ContentType!.MediaType));
        Assert.Contains("attachment", file.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var text = await file.Content.ReadAsStringAsync();
        Assert.Contains("M0160000002", text, StringComparison.Ordinal);
        Assert.DoesNotContain("M0160000001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("M0638000001", await _claire.GetStringAsync($"/gestion/notices/fichier/{kind}"), StringComparison.Ordinal);
        using var unknown = await _claire.GetAsync("/gestion/notices/fichier/exe");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_package_is_asked_made_fetched_sent_and_seen_online()
    {
        using var asked = await _claire.Send("/gestion/envois/preparer?musee=M0160&nom=Campagne+2026&voir=1", [], "#f-create");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var here = asked.Headers.Location!.OriginalString;
        var page = await Ready(here);
        Assert.Equal("Campagne 2026", page.QuerySelector("h1")!.TextContent);
        foreach (var link in page.QuerySelectorAll("a[download]"))
        {
            using var file = await _claire.GetAsync(link.GetAttribute("href"));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Contains("attachment", file.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        }

        using var sent = await _claire.Send(here, [], "form:has(input[value=envoye])");
        Assert.Contains("marqué comme envoyé", (await _claire.Page(sent.Headers.Location!.OriginalString)).Words(), StringComparison.Ordinal);
        using var online = await _claire.Send(here, [], "form:has(input[value=en-ligne])");
        Assert.Equal("en-ligne 2", await _portal.States("M0160"));
        Assert.Contains("Notices notées en ligne sur POP", (await _claire.Page("/gestion")).QuerySelector(".activity")!.TextContent, StringComparison.Ordinal);
        // The same campaign again: its form is filled.
        var again = await _claire.Page((await _claire.Page(here)).QuerySelector("main p.links a")!.GetAttribute("href")!);
        Assert.Equal("Campagne 2026", again.QuerySelector("#nom")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Notices_seen_in_POP_are_ticked_and_its_report_is_read()
    {
        var package = await _portal.Make("M0160");
        await _portal.Send(package);
        using var ticked = await _claire.Send("/gestion/envois/notices?musee=M0160&etat=envoye", new() { ["ref"] = "M0160000002" }, "main form[method=post]");
        Assert.Equal(HttpStatusCode.Redirect, ticked.StatusCode);
        Assert.Equal("envoye 1, en-ligne 1", await _portal.States("M0160"));
        Assert.Equal("https://www.pop.culture.gouv.fr/notice/joconde/M0160000002", (await _claire.Page("/gestion/envois/notices?musee=M0160&etat=en-ligne")).QuerySelector("tbody a[rel=external]")!.GetAttribute("href"));

        using var report = await Upload($"/gestion/envois/{package.Id}", "Identifiant,Etat,Details\nM0160000001,Rejet,Le champ INV\n");
        Assert.Equal(HttpStatusCode.Redirect, report.StatusCode);
        Assert.Contains("Le champ INV", (await _claire.Page("/gestion/envois/notices?musee=M0160&etat=refuse")).Words(), StringComparison.Ordinal);
        using var wrong = await Upload($"/gestion/envois/{package.Id}", "a,b\n1,2\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("Identifiant", (await wrong.Page()).QuerySelector("#rapport-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_another_museums_is_refused_everywhere()
    {
        var package = await _portal.Make("M0638");
        foreach (var address in new[] { "/gestion/envois/preparer?musee=M0638&voir=1", "/gestion/envois/notices?musee=M0638&etat=envoye", $"/gestion/envois/{package.Id}" })
        {
            using var answer = await _claire.GetAsync(address);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{address}: {answer.StatusCode}");
        }

        using var file = await _claire.GetAsync($"/gestion/envois/{package.Id}/{package.Files[0].Name}.zip");
        Assert.Equal(HttpStatusCode.Forbidden, file.StatusCode);
        using var asked = await _claire.Send("/gestion/envois/preparer?musee=M0160&voir=1", new() { ["musee"] = "M0638" }, "#f-create");
        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
    }

    [Fact]
    public async Task A_museum_without_notices_or_code_is_told_so()
    {
        using var nobody = await _portal.SignedIn(Role.Professional, "M0999");
        Assert.Contains("Aucune notice à envoyer", (await nobody.Page("/gestion/envois")).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await nobody.Page("/gestion/envois/preparer")).QuerySelector(".empty"));
        await _portal.Museum("M9999", "Musée inconnu");
        await _portal.Notice("M9999000001", "M9999");
        using var unknown = await _portal.SignedIn(Role.Professional, "M9999");
        Assert.Contains("n’est pas dans le répertoire Muséofile", (await unknown.Page("/gestion/envois")).Words(), StringComparison.Ordinal);
    }

    private async Task<AngleSharp.Dom.IDocument> Ready(string address)
    {
        for (var i = 0; i < 100; i++)
        {
            var page = await _claire.Page(address);
            if (page.QuerySelector("a[download]") is not null)
            {
                return page;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException((await _claire.Page(address)).Words());
    }

    private async Task<HttpResponseMessage> Upload(string address, string csv)
    {
        var page = await _claire.Page(address);
        var form = page.QuerySelector("form[enctype]")!;
        using var body = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]"))
        {
            body.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        }

        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        body.Add(file, "rapport", "rapport.csv");
        return await _claire.PostAsync(form.GetAttribute("action"), body);
    }
}
