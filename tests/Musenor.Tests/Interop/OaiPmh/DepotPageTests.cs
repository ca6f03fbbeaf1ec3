using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Interop.OaiPmh;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop.OaiPmh;

public sealed class DepotPageTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task The_page_tells_address_formats_and_examples_that_answer()
    {
        await Filled("Palais des Beaux-Arts");
        using var visitor = _portal.Visitor();
        var page = await visitor.Page("/depot-oai");
        Assert.Contains(_portal.Services.GetRequiredService<OaiSettings>().BaseUrl, page.Words(), StringComparison.Ordinal);
        Assert.All(_portal.Services.GetRequiredService<WriteRecords>().Formats, f => Assert.Contains(page.QuerySelectorAll("dt"), t => t.TextContent == f.Prefix));
        Assert.Empty(page.QuerySelectorAll("table"));
        var examples = page.QuerySelectorAll("a[href^='/oai?']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(6, examples.Count);
        foreach (var example in examples)
        {
            Assert.Empty((await visitor.Ask(example[5..])).Errors());
        }

        Assert.NotNull((await visitor.Page("/donnees")).QuerySelector("a[href='/depot-oai']"));
        Assert.NotNull((await visitor.Page("/plan-du-site")).QuerySelector("a[href='/depot-oai']"));
    }

    [Fact]
    public async Task A_repository_with_notices_conforms_in_every_answer()
    {
        await Filled("Palais des Beaux-Arts");
        var (rows, said) = await Check(_portal);
        Assert.All(rows, r => Assert.Equal("conforme", r.Found));
        Assert.Contains("conformes", said, StringComparison.Ordinal);
        Assert.Equal(
            ["Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords (oai_dc)", "ListRecords (edm)", "ListRecords (lido)", "ListRecords (lido11)", "ListRecords (joconde)",
             "GetRecord", "badVerb", "badArgument", "badResumptionToken", "cannotDisseminateFormat", "idDoesNotExist", "noRecordsMatch"],
            rows.Select(r => r.Asked));
    }

    [Fact]
    public async Task A_list_of_several_pages_is_followed_by_its_token()
    {
        await Filled("Palais des Beaux-Arts", notices: 7);
        await using var small = _portal.Set(("Oai:PageSize", "1"));
        var (rows, _) = await Check(small);
        Assert.Contains(("resumptionToken", "conforme"), rows);
        Assert.All(rows, r => Assert.Equal("conforme", r.Found));
    }

    [Fact]
    public async Task An_empty_repository_says_that_it_is_empty()
    {
        var (rows, said) = await Check(_portal);
        Assert.Contains("est vide", said, StringComparison.Ordinal);
        Assert.Contains(("ListIdentifiers", "conforme, rien à donner"), rows.Select(r => (r.Asked, r.Found.Replace('\u00A0', ' '))));
        Assert.All(rows, r => Assert.StartsWith("conforme", r.Found, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_told_in_a_sentence()
    {
        await Filled("Palais des Beaux-Arts");
        await _portal.Execute("update oai_item set stamped_at = '2026-01-01 10:00' where ref = 'M0160000001'");
        var (rows, said) = await Check(_portal);
        Assert.Contains(rows, r => r.Asked == "ListIdentifiers" && r.Found.Contains("2026-01-01 10:00", StringComparison.Ordinal));
        Assert.Contains("ne sont pas conformes", said.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_museum_name_runs_no_script()
    {
        await Filled("<script>alert(1)</script><img src=x onerror=alert(2)>");
        using var visitor = _portal.Visitor();
        foreach (var address in new[] { "/depot-oai", "/depot-oai?verifier=1" })
        {
            var page = await visitor.Page(address);
            Assert.Contains("<script>alert(1)</script>", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(page.QuerySelectorAll("script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
            Assert.Empty(page.QuerySelectorAll("[onerror]"));
        }
    }

    [Fact]
    public async Task Who_harvests_one_set_is_told_how_to_see_what_left_it()
    {
        using var visitor = _portal.Visitor();
        foreach (var told in new[] { (await visitor.Page("/depot-oai")).QuerySelector("main")!.TextContent, (await _portal.Oai2("verb=Identify")).Descendants().Single(e => e.Name.LocalName == "metadataPolicy").Value })
        {
            Assert.Matches("quitte un ensemble.*ListIdentifiers", told);
        }
    }

    [Fact]
    public async Task A_check_is_never_kept()
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync("/depot-oai?verifier=1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    private async Task Filled(string museum, int notices = 3)
    {
        await _portal.Listed("M0160", museum);
        for (var i = 1; i <= notices; i++)
        {
            await _portal.Notice($"M0160{i:000000}", "M0160", ("TITR", $"Vue <b>{i}</b> & \u0001"), ("INV", $"{i}"), ("DENO", "tableau"));
        }

        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await _portal.Services.PublishAll();
    }

    private static async Task<(List<(string Asked, string Found)> Rows, string Said)> Check(MusenorFixture portal)
    {
        using var visitor = portal.Visitor();
        return await Read(visitor);
    }

    private static async Task<(List<(string Asked, string Found)> Rows, string Said)> Check(Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> portal)
    {
        using var visitor = portal.CreateClient();
        return await Read(visitor);
    }

    private static async Task<(List<(string Asked, string Found)> Rows, string Said)> Read(HttpClient visitor)
    {
        var page = await visitor.Page("/depot-oai?verifier=1");
        return ([.. page.QuerySelectorAll("tbody tr").Select(r => (r.QuerySelector("th")!.TextContent, r.QuerySelector("td")!.TextContent))], page.QuerySelector("[role=status]")!.TextContent);
    }
}
