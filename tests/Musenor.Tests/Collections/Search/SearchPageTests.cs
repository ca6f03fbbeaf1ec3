using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Musenor.Collections.Search;
using Xunit;

namespace Musenor.Tests.Collections.Search;

public sealed class SearchPageTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes", "Nord");
        await _portal.Notice("SPORT", "M0638", ("TITR", "Le sport"), ("DOMN", "beaux-arts ; peinture"), ("MILL", "1890"), ("INV", "12.3"));
        await _portal.Notice("VASE", "M0638", ("TITR", "Vase"), ("DOMN", "céramique"));
        for (var i = 0; i < 30; i++)
        {
            await _portal.Notice($"N{i}", "M0638", ("TITR", $"Assiette {i}"), ("DOMN", "céramique"));
        }
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Restates_the_query_of_todays_portal()
    {
        var page = await Page("/collections?q=%28%22sport%22%29%20ET%20%28beaux-arts%20%5BDomaine%5D%29");
        Assert.Contains("Œuvres 1 à 1 sur 1 correspondant à («\u00a0sport\u00a0») ET (beaux-arts [Domaine])", page.Body!.TextContent);
        Assert.Equal("/notices/SPORT", page.QuerySelector(".grid a")!.GetAttribute("href")!.Split('?')[0]);
    }

    [Theory]
    [InlineData("/collections?q=&domaine=&tri=", "/collections")]
    [InlineData("/collections?inconnu=1&domaine=c%C3%A9ramique", "/collections?domaine=ceramique")]
    [InlineData("/collections?page=99", "/collections?page=2")]
    [InlineData("/collections?page=-3", "/collections")]
    [InlineData("/collections?page=99999999999", "/collections?page=2")]
    [InlineData("/collections?page=abc", "/collections")]
    [InlineData("/collections?de=1900&a=1800", "/collections?de=1800&a=1900")]
    [InlineData("/collections?domaine=peinture&domaine=ceramique", "/collections?domaine=ceramique&domaine=peinture")]
    [InlineData("/collections?tri=pertinence&vue=mosaique&page=1", "/collections")]
    public async Task One_state_has_one_address(string asked, string canonical)
    {
        var answer = await _portal.Visitor().GetAsync(asked);
        Assert.Equal((HttpStatusCode.Found, canonical), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await _portal.Visitor().GetAsync(canonical)).StatusCode);
    }

    [Fact]
    public async Task Chips_name_their_category_and_lead_to_the_search_without_them()
    {
        var page = await Page("/collections?q=vase&domaine=ceramique&de=1800&page=1".Replace("&page=1", "", StringComparison.Ordinal));
        var chips = page.QuerySelectorAll(".chips .x").ToDictionary(c => c.TextContent.Split('—')[0].Trim(), c => c.GetAttribute("href"));
        Assert.Equal("/collections?q=vase&de=1800", chips.Single(c => c.Key.StartsWith("Domaine", StringComparison.Ordinal)).Value);
        Assert.Contains(chips, c => c.Key.Contains("depuis 1800", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fields_of_the_form_say_what_the_address_says()
    {
        var page = await Page("/collections?q=assiette&domaine=ceramique&de=1800&tri=titre");
        Assert.Equal("assiette", page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("input[name=domaine][value=ceramique][checked]"));
        Assert.Equal("1800", page.QuerySelector("#de")!.GetAttribute("value"));
        Assert.Equal("titre", page.QuerySelector("option[selected]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("mosaique", ".grid li")]
    [InlineData("liste", ".tbl tbody tr")]
    [InlineData("carte", ".list li")]
    [InlineData("frise", "h3")]
    public async Task Shows_four_views(string view, string holds)
    {
        var page = await Page(view == "mosaique" ? "/collections" : $"/collections?vue={view}");
        Assert.NotEmpty(page.QuerySelectorAll(holds));
    }

    [Fact]
    public async Task Helps_when_nothing_is_found()
    {
        var page = await Page("/collections?q=asiette&domaine=ceramique");
        var help = page.QuerySelector("#resultats .box")!;
        Assert.Contains("assiette", help.TextContent);
        Assert.All(help.QuerySelectorAll("a"), a => Assert.StartsWith("/collections", a.GetAttribute("href")));
    }

    [Fact]
    public async Task Answers_json_by_address_and_by_header()
    {
        var visitor = _portal.Visitor();
        var byAddress = await visitor.GetStringAsync("/collections.json?q=sport");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/collections?q=sport");
        request.Headers.Accept.ParseAdd("application/json");
        using var byHeader = JsonDocument.Parse(await (await visitor.SendAsync(request)).Content.ReadAsStringAsync());
        using var json = JsonDocument.Parse(byAddress);
        foreach (var root in new[] { json.RootElement, byHeader.RootElement })
        {
            Assert.Equal((1, 1, 1), (root.GetProperty("total").GetInt32(), root.GetProperty("page").GetInt32(), root.GetProperty("pages").GetInt32()));
            var notice = root.GetProperty("notices")[0];
            Assert.Equal(("SPORT", "12.3", "M0638"), (notice.GetProperty("ref").GetString(), notice.GetProperty("inventory_number").GetString(), notice.GetProperty("museum").GetProperty("code").GetString()));
            Assert.Equal("beaux-arts", root.GetProperty("facets").GetProperty("domaine")[0].GetProperty("value").GetString());
        }
    }

    [Fact]
    public async Task Is_not_read_again_when_nothing_changed_and_is_when_something_did()
    {
        var visitor = _portal.Visitor();
        var tag = (await visitor.GetAsync("/collections?q=vase")).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await Ask(visitor, tag)).StatusCode);
        await _portal.Notice("V2", "M0638", ("TITR", "Vase second"));
        Assert.Equal(HttpStatusCode.OK, (await Ask(visitor, tag)).StatusCode);
    }

    [Fact]
    public async Task Lists_all_values_of_a_facet_and_looks_one_up()
    {
        var page = await Page("/collections/facettes/domaine?q=assiette+OU+sport&cherche=CERAM");
        var link = Assert.Single(page.QuerySelectorAll("main .list a"));
        Assert.Equal(("céramique", "/collections?q=assiette%20OU%20sport&domaine=ceramique#resultats"), (link.TextContent, link.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.NotFound, (await _portal.Visitor().GetAsync("/collections/facettes/inconnue")).StatusCode);
    }

    [Fact]
    public async Task The_second_page_of_values_is_not_the_first()
    {
        await _portal.Notice("MANY", "M0638", ("DENO", string.Join(" ; ", Enumerable.Range(100, 70).Select(i => $"objet {i}"))));
        var first = Values(await Page("/collections/facettes/denomination"));
        var second = Values(await Page("/collections/facettes/denomination?page=2"));
        Assert.Equal((60, 10), (first.Count, second.Count));
        Assert.True(!first.Intersect(second).Any(), string.Join(' ', second));
    }

    [Fact]
    public async Task The_most_frequent_spelling_of_a_value_is_shown()
    {
        foreach (var (reference, period) in new[] { ("P1", "17e siècle (?)"), ("P2", "17e siècle"), ("P3", "17e siècle") })
        {
            await _portal.Notice(reference, "M0638", ("PERI", period));
        }

        Assert.Equal(["17e siècle"], Values(await Page("/collections/facettes/periode")));
    }

    [Fact]
    public async Task The_few_values_of_a_search_are_the_first_of_all_values()
    {
        await _portal.Notice("D1", "M0638", ("DENO", "vase ; assiette ; coupe ; plat"));
        await _portal.Notice("D2", "M0638", ("DENO", "plat"));
        var few = (await _portal.Ask((SearchNotices s) => s.Run(new SearchState(), 3))).Facets["denomination"];
        Assert.Equal(["plat", "assiette", "coupe"], few.Select(v => v.Value));
        var chosen = (await _portal.Ask((SearchNotices s) => s.Run(new SearchState().With("denomination", "vase"), 2))).Facets["denomination"];
        Assert.Equal(["vase", "plat", "assiette"], chosen.Select(v => v.Value));
    }

    [Theory]
    [InlineData("carte")]
    [InlineData("frise")]
    public async Task A_view_of_everything_has_no_page_number(string view)
    {
        var page = await Page($"/collections?vue={view}");
        Assert.DoesNotContain("page 1", page.Title + page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_timeline_says_before_our_era()
    {
        await _portal.Notice("BC", "M0638", ("PERI", "entre 500 et 450 av. J.-C."));
        Assert.Contains("(500 – 450 av.\u00a0J.-C.)", (await Page("/collections?vue=frise")).Body!.TextContent);
    }

    [Theory]
    [InlineData("application/json;q=0, text/html")]
    [InlineData("application/ld+json, text/html;q=0.5")]
    public async Task A_form_that_is_refused_is_not_answered(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/collections");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        Assert.Equal("text/html", (await _portal.Visitor().SendAsync(request)).Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("%00%01%1f")]
    [InlineData("%F0%9F%92%A5%ED%A0%80")]
    [InlineData("%22%22%28%28%29%5B")]
    public async Task Never_answers_an_error_page(string typed)
    {
        var answer = await _portal.Visitor().GetAsync($"/collections?q={typed}");
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.Found });
    }

    [Fact]
    public async Task Many_may_search_while_others_write()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await _portal.Notice($"W{i % 50}", "M0638", ("TITR", $"Coupe {i}"));
            }
        });
        var reading = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(30, (await _portal.Search("assiette")).Total);
            }
        }));
        await Task.WhenAll(reading);
        await stop.CancelAsync();
        await writing;
    }

    private static List<string> Values(IDocument page) => [.. page.QuerySelectorAll("main .list a").Select(a => a.TextContent)];

    private static Task<HttpResponseMessage> Ask(HttpClient visitor, System.Net.Http.Headers.EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/collections?q=vase");
        request.Headers.IfNoneMatch.Add(tag);
        return visitor.SendAsync(request);
    }

    private async Task<IDocument> Page(string address)
    {
        var answer = await _portal.Visitor().GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
