using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Museums;
using Musenor.Museums.Practical;
using Xunit;

namespace Musenor.Tests.Museums;

public sealed class ListMuseumsTests(RegionPortal portal) : IClassFixture<RegionPortal>
{
    private readonly MusenorFixture _musenor = portal.Musenor;

    [Theory]
    [InlineData("st omer", "M0650 M0651")]
    [InlineData("Saint-Omer", "M0650 M0651")]
    [InlineData("SAINT OMER sandelin", "M0650")]
    [InlineData("la fere", "M0789")]
    [InlineData("musee de l'hospice", "M0631")]
    [InlineData("chateau thierry", "M0784")]
    [InlineData("lam", "M0639")]
    [InlineData("zzz", "")]
    public async Task Finds_museums_by_name_or_town_as_people_write_them(string words, string ids) =>
        Assert.Equal(ids, string.Join(' ', (await List(new MuseumQuery { Words = words })).Found.Select(f => f.Museum.Id).Order()));

    [Fact]
    public async Task Joins_values_of_one_filter_and_crosses_filters()
    {
        Assert.Equal(21, (await List(new MuseumQuery { Departments = ["aisne", "somme"] })).Total);
        Assert.Equal(2, (await List(new MuseumQuery { Departments = ["aisne", "somme"], Words = "saint quentin" })).Total);
    }

    [Fact]
    public async Task Counts_what_choosing_a_value_would_give()
    {
        var list = await List(new MuseumQuery { Departments = ["aisne"], Words = "musee" });
        foreach (var choice in list.Facets["departement"])
        {
            Assert.Equal(choice.Count, (await List(new MuseumQuery { Departments = [choice.Value], Words = "musee" })).Total);
        }
    }

    [Fact]
    public async Task Keeps_only_museums_with_works_online_when_asked()
    {
        var list = await List(new MuseumQuery { WithWorks = true }, ("M0650", 12), ("M0789", 1));
        Assert.Equal(["M0789", "M0650"], list.Found.Select(f => f.Museum.Id));
        Assert.Equal(2, list.Facets["oeuvres"].Single().Count);
    }

    [Fact]
    public async Task Says_what_leaving_a_filter_out_would_give_when_nothing_is_found()
    {
        var list = await List(new MuseumQuery { Words = "sandelin", Departments = ["somme"] });
        Assert.Equal([("q", 6), ("departement", 1)], list.Alternatives.Select(a => (a.Dropped, a.Count)));
    }

    [Fact]
    public async Task Shows_the_network_and_museums_with_works_unless_all_are_asked_for()
    {
        await using var musenor = new MusenorFixture();
        await musenor.ImportMuseums("ref;nomoff;ville_m\nM0001;ailleurs;Paris\nM0002;plus loin;Lyon\n");
        // No network yet: the directory is all there is.
        Assert.Equal(2, (await List(musenor, new MuseumQuery())).Total);
        await musenor.LoadRegion();
        Assert.Equal((90, true), (await List(musenor, new MuseumQuery()) is var usual ? (usual.Total, usual.CanWiden) : default));
        Assert.Equal(91, (await List(musenor, new MuseumQuery(), ("M0002", 3))).Total);
        Assert.Equal(92, (await List(musenor, new MuseumQuery { AllKnown = true })).Total);
    }

    [Fact]
    public async Task Draws_the_map_in_the_order_of_the_list_with_every_museum_of_it()
    {
        foreach (var query in new[] { new MuseumQuery(), new MuseumQuery { Departments = ["nord"] }, new MuseumQuery { Cities = ["compiegne", "creil"] } })
        {
            var list = await List(query);
            var map = RegionMap.Draw(list, (_, towns) => towns);
            Assert.Equal(list.Total, map.Marks.Sum(m => m.Count) + map.Outside);
            var order = list.Found.Select((f, at) => (f.Museum.Anchor, at)).ToDictionary(f => f.Anchor, f => f.at);
            var dots = map.Marks.Where(m => m.Count == 1).Select(m => order[m.Href.TrimStart('#')]).ToArray();
            Assert.Equal(dots.Order(), dots);
            foreach (var (one, other) in map.Marks.SelectMany((m, i) => map.Marks.Skip(i + 1).Select(o => (m, o))))
            {
                Assert.True(double.Hypot(one.X - other.X, one.Y - other.Y) >= RegionMap.Nearest * map.Unit, $"{one.Title} and {other.Title} overlap on a phone");
            }
        }
    }

    [Fact]
    public async Task Leads_from_a_numbered_ring_to_its_museums()
    {
        var ring = RegionMap.Draw(await List(new MuseumQuery()), (_, towns) => towns).Marks.First(m => m.Title.Contains("Compiègne", StringComparison.Ordinal));
        using var visitor = _musenor.Visitor();
        var page = Parse(await visitor.GetStringAsync(ring.Href));
        Assert.StartsWith($"{ring.Count} musées", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/musees?q=&departement=nord&inconnu=1", "/musees?departement=nord")]
    [InlineData("/musees?departement=somme&departement=aisne", "/musees?departement=aisne&departement=somme")]
    [InlineData("/musees?page=9", "/musees")]
    [InlineData("/musees?portee=tous", "/musees")]
    [InlineData("/musees/carte?theme=&q=lille", "/musees/carte?q=lille")]
    public async Task Redirects_to_the_one_address_of_a_state(string asked, string canonical)
    {
        using var visitor = _musenor.Visitor();
        var answer = await visitor.GetAsync(new Uri(asked, UriKind.Relative));
        Assert.Equal((302, canonical), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Stays_small_and_gives_each_dot_a_place_in_the_list()
    {
        using var visitor = _musenor.Visitor();
        foreach (var address in new[] { "/musees", "/musees/carte" })
        {
            var html = await visitor.GetStringAsync(address);
            var page = Parse(html);
            Assert.InRange(page.All.Length, 1, 620);
            Assert.InRange(html.Length, 1, 46_000);
            Assert.Equal(90, page.QuerySelectorAll("#resultats .cards > li").Length);
            var lost = page.QuerySelectorAll("svg a").Select(a => a.GetAttribute("href")!).Where(h => h[0] == '#' && page.GetElementById(h[1..]) is null);
            Assert.True(!lost.Any(), string.Join('\n', lost));
            Assert.True(page.QuerySelectorAll("svg a").All(a => a.QuerySelector("title") is not null));
        }
    }

    [Fact]
    public async Task Answers_machines_with_the_same_list()
    {
        using var visitor = _musenor.Visitor();
        var json = await visitor.GetStringAsync("/musees.json?departement=somme");
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/musees?departement=somme");
        asked.Headers.Accept.ParseAdd("application/json");
        var accepted = await (await visitor.SendAsync(asked)).Content.ReadAsStringAsync();
        Assert.Equal(json, accepted);
        using var parsed = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal(6, parsed.RootElement.GetProperty("total").GetInt32());
        Assert.Equal("M0811", parsed.RootElement.GetProperty("museums")[0].GetProperty("code").GetString());
    }

    private Task<MuseumList> List(MuseumQuery query, params (string Museum, int Works)[] works) => List(_musenor, query, works);

    private static Task<MuseumList> List(MusenorFixture musenor, MuseumQuery query, params (string Museum, int Works)[] works) =>
        new ListMuseums(musenor.Services.GetRequiredService<MuseumDirectory>(), new WorksOnline([new Counted(works.ToDictionary(w => w.Museum, w => w.Works))]), musenor.Services.GetRequiredService<PracticalShelf>(), musenor.Clock).Run(query);

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private sealed class Counted(IReadOnlyDictionary<string, int> works) : IWorksOnline
    {
        public Task<IReadOnlyDictionary<string, int>> CountByMuseum(CancellationToken stop = default) => Task.FromResult(works);

        public Task<bool> HasPictures(string museumId, CancellationToken stop = default) => Task.FromResult(false);
    }
}
