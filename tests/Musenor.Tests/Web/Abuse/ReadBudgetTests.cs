using System.Net;
using System.Text.Json;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Web.Abuse;

public sealed class ReadBudgetTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Notices();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_crawler_that_walks_the_combinations_of_filters_is_told_to_wait_and_where_everything_is()
    {
        using var crawler = _portal.Visitor("203.0.113.7");
        var asked = 0;
        HttpResponseMessage answer;
        do
        {
            answer = await crawler.GetAsync($"/collections?domaine=peinture&domaine=dessin&musee=m0160&technique=huile&de={1000 + asked}");
        }
        while (answer.StatusCode != HttpStatusCode.TooManyRequests && ++asked < 500);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(asked, 30, 300);
        Assert.InRange(int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.NotNull((await answer.Page()).QuerySelector("main a[href='/donnees']"));
        // A slow machine lets the purse fill a little between two requests: a program that insists is told at once all the same.
        HttpResponseMessage program;
        do
        {
            program = await crawler.GetAsync("/api/v1/search?domaine=peinture&domaine=dessin&musee=m0160&technique=huile&de=1");
        }
        while (program.StatusCode != HttpStatusCode.TooManyRequests && ++asked < 500);
        Assert.Equal(429, JsonDocument.Parse(await program.Content.ReadAsStringAsync()).RootElement.GetProperty("status").GetInt32());
        program.Dispose();

        // Others are not its neighbours; what pages need comes anyway; and after the wait it may go on.
        using var person = _portal.Visitor("203.0.113.8");
        using var theirs = await person.GetAsync("/collections?domaine=peinture");
        using var health = await crawler.GetAsync("/robots.txt");
        _portal.Clock.Advance(TimeSpan.FromSeconds(60));
        using var later = await crawler.GetAsync("/collections?domaine=peinture");
        Assert.All(new[] { theirs, health, later }, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        answer.Dispose();
    }

    [Fact]
    public async Task A_class_of_thirty_behind_one_address_never_sees_the_bottom()
    {
        // Each pupil opens a page every four seconds, one in three a search with two filters: for a quarter of an hour.
        var budget = new Musenor.Web.Abuse.ReadBudget(new(), _portal.Clock);
        for (var second = 0; second < 900; second++)
        {
            for (var page = 0; page < 8; page++)
            {
                Assert.Null(budget.Take("198.51.100.1", page % 3 == 0 ? 5 : 1));
            }

            _portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_whole_walk_of_the_api_by_pages_of_five_hundred_passes()
    {
        using var harvester = _portal.Visitor("203.0.113.9");
        for (var page = 0; page < 150; page++)
        {
            using var answer = await harvester.GetAsync($"/api/v1/notices?limite=500&apres={page}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_machine_itself_is_not_counted()
    {
        using var local = _portal.Visitor();
        for (var i = 0; i < 200; i++)
        {
            using var answer = await local.GetAsync($"/collections?domaine=a&domaine=b&domaine=c&domaine=d&de={i}");
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }
}

internal static class BudgetIntents
{
    public static async Task Notices(this MusenorFixture portal)
    {
        await portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"));
    }
}
