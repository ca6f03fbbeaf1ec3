using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Interop.Api;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class ApiTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Museum("M0638", "Musée du Nord", "Douai", "Nord");
        for (var i = 1; i <= 7; i++)
        {
            await _portal.Notice($"M016000000{i}", "M0160", ("TITR", $"Vue {i}"), ("INV", $"{i}"), ("DOMN", i % 2 == 0 ? "dessin" : "peinture"), ("MILL", $"{1800 + i}"));
        }

        await _portal.Notice("M0638000001", "M0638", ("TITR", "Pot"), ("INV", "P 1"));
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_walk_gives_every_notice_once_and_its_last_cursor_goes_on_with_what_changed()
    {
        var (refs, cursor) = await Walk("/api/v1/notices?limite=3");
        Assert.Equal(8, refs.Count);
        Assert.Equal(8, refs.Distinct().Count());
        Assert.Empty((await Walk($"/api/v1/notices?limite=3&apres={cursor}")).Refs);

        await _portal.Notice("M0160000002", "M0160", ("TITR", "Vue corrigée"), ("INV", "2"));
        await _portal.Notice("M0160000009", "M0160", ("TITR", "Neuve"), ("INV", "9"));
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000003");
        Assert.Equal(["M0160000002", "M0160000009"], (await Walk($"/api/v1/notices?apres={cursor}")).Refs);
        var all = await Get($"/api/v1/notices?apres={cursor}&retirees=1");
        var gone = all.GetProperty("notices").EnumerateArray().Last();
        Assert.Equal("M0160000003", gone.GetProperty("ref").GetString());
        Assert.False(gone.TryGetProperty("fields", out _));
        Assert.NotEqual("", gone.GetProperty("withdrawn_at").GetString());
    }

    [Fact]
    public async Task Edits_during_a_walk_lose_nothing_and_the_walk_ends_with_their_last_words()
    {
        await _portal.Write([.. Enumerable.Range(100, 200).Select(i => new Musenor.Collections.Notices.Incoming($"M0160000{i}", "M0160", new Dictionary<string, string> { ["INV"] = $"{i}", ["DOMN"] = "dessin", ["STAT"] = "x", ["TITR"] = "0" }))]);
        using var stop = new CancellationTokenSource();
        var last = new Dictionary<string, string>();
        var editing = Task.Run(async () =>
        {
            for (var turn = 1; !stop.IsCancellationRequested; turn++)
            {
                var reference = $"M0160000{100 + (turn * 37 % 200)}";
                await _portal.Notice(reference, "M0160", ("INV", reference[^3..]), ("TITR", $"{turn}"));
                last[reference] = $"{turn}";
            }
        });
        var seen = new Dictionary<string, string>();
        var cursor = await Follow("/api/v1/notices?limite=10", seen, pages: 40);
        await stop.CancelAsync();
        await editing;
        Assert.NotEmpty(last);
        await Follow($"/api/v1/notices?limite=10&apres={cursor}", seen, pages: int.MaxValue);
        Assert.Equal(208, seen.Count);
        Assert.All(last, edit => Assert.Equal(edit.Value, seen[edit.Key]));
    }

    [Fact]
    public async Task Filters_and_fields_narrow_and_what_is_not_understood_is_told_in_French()
    {
        Assert.Equal(["M0638000001"], (await Walk("/api/v1/notices?musee=M0638")).Refs);
        Assert.Empty((await Walk("/api/v1/notices?musee=M9999")).Refs);
        Assert.Empty((await Walk("/api/v1/notices?musee=%00")).Refs);
        Assert.Empty((await Walk("/api/v1/notices?depuis=2999-01-01")).Refs);
        Assert.Equal(8, (await Walk("/api/v1/notices?depuis=2000-01-01T00:00:00Z")).Refs.Count);
        var one = (await Get("/api/v1/notices?limite=1&champs=title,images")).GetProperty("notices")[0];
        Assert.Equal(["ref", "title", "images"], one.EnumerateObject().Select(p => p.Name));
        foreach (var (address, word) in new[] { ("/api/v1/notices?museum=x", "museum"), ("/api/v1/notices?limite=501", "500"), ("/api/v1/notices?depuis=hier", "depuis"), ("/api/v1/notices?apres=x", "curseur"), ("/api/v1/search?apres=n99999", "curseur"), ("/api/v1/museums?limite=0", "500") })
        {
            Assert.Contains(word, (await Problem(address, 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("depuis=2099-01-01")]
    [InlineData("musee=M9999")]
    [InlineData("apres=0&depuis=2099-01-01&retirees=1")]
    public async Task The_cursor_of_an_empty_answer_goes_on_from_now_and_not_from_the_beginning(string query)
    {
        var (refs, cursor) = await Walk($"/api/v1/notices?{query}");
        Assert.Empty(refs);
        Assert.Equal((await Walk("/api/v1/notices")).Cursor, cursor);
        await _portal.Notice("M0160000011", "M0160", ("INV", "11"));
        Assert.Equal(["M0160000011"], (await Walk($"/api/v1/notices?apres={cursor}")).Refs);
        Assert.Equal("999999", (await Walk("/api/v1/notices?apres=999999")).Cursor);
    }

    [Fact]
    public async Task The_search_answers_as_the_page_does_and_goes_on_in_every_order()
    {
        var page = await Get("/api/v1/search?domaine=peinture&limite=2");
        var same = await Get("/collections.json?domaine=peinture");
        Assert.Equal((same.GetProperty("total").GetInt32(), 5), (page.GetProperty("total").GetInt32(), page.GetProperty("total").GetInt32()));
        Assert.True(page.GetProperty("facets").TryGetProperty("domaine", out _));
        foreach (var order in new[] { "", "&tri=ancien", "&tri=recent", "&tri=titre", "&tri=ajout", "&q=vue" })
        {
            var (refs, _) = await Walk($"/api/v1/search?limite=2{order}");
            Assert.Equal(order == "&q=vue" ? 7 : 8, refs.Distinct().Count());
            Assert.Equal(refs.Distinct().Count(), refs.Count);
        }

        Assert.Equal("M0160000001", (await Walk("/api/v1/search?limite=2&tri=ancien")).Refs[0]);
    }

    [Fact]
    public async Task A_work_that_leaves_during_a_search_moves_no_other()
    {
        var first = await Get("/api/v1/search?tri=titre&limite=3");
        var shown = first.GetProperty("notices").EnumerateArray().Select(n => n.GetProperty("ref").GetString()!).ToList();
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), shown[^1]);
        await _portal.Withdraw(await _portal.Curator("paul", "M0160"), shown[1]);
        var (rest, _) = await Walk(new Uri(first.GetProperty("next").GetString()!).PathAndQuery);
        Assert.Equal(8, shown.Concat(rest).Distinct().Count());
    }

    [Fact]
    public async Task One_notice_and_one_museum_with_their_errors_as_problem_details()
    {
        using var visitor = _portal.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept", "text/html");
        Assert.Equal("Vue 1", (await Get("/api/v1/notices/M0160000001")).GetProperty("title").GetString());
        Assert.Equal("Musée du Nord", (await Get("/api/v1/museums/M0638")).GetProperty("name").GetString());
        Assert.Equal(2, (await Get("/api/v1/museums?limite=1")).GetProperty("total").GetInt32());
        Assert.Contains("M9", (await Problem("/api/v1/notices/M9", 404)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("M9", (await Problem("/api/v1/museums/M9", 404)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await Problem("/api/v2/none", 404)).GetProperty("status").GetInt32());
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000001");
        Assert.Contains("retirée", (await Problem("/api/v1/notices/M0160000001", 410)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_for_scripts_of_any_site_and_304_until_something_changes()
    {
        using var visitor = _portal.Visitor();
        foreach (var address in new[] { "/api/v1/notices", "/api/v1/search?q=vue", "/api/v1/museums", "/api/v1/museums/M0638", "/api/v1/notices/M0160000001", "/api/openapi.json" })
        {
            using var first = await visitor.GetAsync(address);
            Assert.Equal("*", Assert.Single(first.Headers.GetValues("Access-Control-Allow-Origin")));
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var same = await visitor.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }

        using var before = await visitor.GetAsync("/api/v1/notices");
        await _portal.Notice("M0160000010", "M0160", ("INV", "10"));
        using var after = await visitor.GetAsync("/api/v1/notices");
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task The_description_tells_the_routes_there_are_their_parameters_and_what_they_answer()
    {
        var document = await Get("/api/openapi.json");
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var paths = document.GetProperty("paths");
        var routes = _portal.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(r => r.StartsWith("/api/v1", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(routes, paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var (path, address) in new[] { ("/api/v1/notices", "/api/v1/notices?retirees=1"), ("/api/v1/search", "/api/v1/search"), ("/api/v1/museums", "/api/v1/museums"), ("/api/v1/notices/{reference}", "/api/v1/notices/M0160000001"), ("/api/v1/museums/{slug}", "/api/v1/museums/M0638") })
        {
            var schema = paths.GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            var faults = SchemaShape.Faults(document, schema, await Get(address), path).ToList();
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }

        var told = paths.GetProperty("/api/v1/search").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!).ToList();
        Assert.Empty(Musenor.Collections.Search.Columns.Facet.Keys.Except(told));

        // A parameter told is a parameter known, and the other way round.
        foreach (var name in paths.GetProperty("/api/v1/notices").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()))
        {
            Assert.DoesNotContain("n’existe pas", await Text($"/api/v1/notices?{name}=1"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_for_people_says_it_and_its_examples_answer()
    {
        using var visitor = _portal.Visitor();
        var page = await visitor.Page(ShowApiPage.Path);
        var examples = page.QuerySelectorAll("dd.url").Select(d => d.TextContent).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            Assert.Equal(JsonValueKind.Object, (await Get(new Uri(example).PathAndQuery)).ValueKind);
        }

        Assert.NotNull((await visitor.Page("/donnees")).QuerySelector("a[href='/donnees/api']"));
        Assert.NotNull((await visitor.Page("/")).QuerySelector("footer a[href='/donnees']"));
    }

    private async Task<string> Text(string address)
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<JsonElement> Get(string address)
    {
        using var visitor = _portal.Visitor();
        return JsonDocument.Parse(await visitor.GetStringAsync(address)).RootElement;
    }

    private async Task<JsonElement> Problem(string address, int status)
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync(address);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.NotEqual("", problem.GetProperty("trace").GetString());
        return problem;
    }

    private async Task<(List<string> Refs, string Cursor)> Walk(string address)
    {
        using var visitor = _portal.Visitor();
        var (refs, cursor) = (new List<string>(), "");
        for (string? next = address; next is not null;)
        {
            using var answer = await visitor.GetAsync(next);
            var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            refs.AddRange(page.GetProperty("notices").EnumerateArray().Select(n => n.GetProperty("ref").GetString()!));
            cursor = page.TryGetProperty("cursor", out var told) ? told.GetString()! : "";
            var following = page.GetProperty("next").GetString();
            Assert.Equal(following is null, !answer.Headers.Contains("Link"));
            next = following is null ? null : new Uri(following).PathAndQuery;
            Assert.True(next is null || answer.Headers.GetValues("Link").Single() == $"<{following}>; rel=\"next\"");
        }

        return (refs, cursor);
    }

    private async Task<string> Follow(string address, Dictionary<string, string> seen, int pages)
    {
        var cursor = "";
        for (var next = address; next.Length > 0 && pages-- > 0;)
        {
            var page = await Get(next);
            foreach (var notice in page.GetProperty("notices").EnumerateArray())
            {
                seen[notice.GetProperty("ref").GetString()!] = notice.GetProperty("title").GetString()!;
            }

            cursor = page.GetProperty("cursor").GetString()!;
            next = page.GetProperty("next").GetString() is { } following ? new Uri(following).PathAndQuery : "";
        }

        return cursor;
    }
}
