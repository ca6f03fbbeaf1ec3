using System.Net;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts.Memberships;

public sealed class EndMembershipTests(People people) : IClassFixture<People>
{
    [Fact]
    public async Task Ended_today_the_live_session_opens_nothing_more_at_the_next_request()
    {
        var museum = await people.Museum();
        var gone = await people.Person(Role.Professional, museum, isDemo: true);
        using var browser = await people.SignIn(gone.Email);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion")).StatusCode);
        Assert.IsType<Outcome.Done>(await End(await people.Person(Role.MuseumReferent, museum), gone, ""));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/gestion")).StatusCode);
        Assert.Contains("prend fin", Assert.Single(await people.MailsTo(gone.Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_ends_at_midnight_of_Paris()
    {
        await using var later = new People();
        later.Clock.Set(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var museum = await later.Museum();
        var gone = await later.Person(Role.Professional, museum, isDemo: true);
        var team = await later.Person(Role.NetworkTeam);
        var id = Assert.Single(await later.Query<string>("select id from membership where account_id = @Id", new { gone.Id }));
        Assert.IsType<Outcome.Done>(await later.Ask((EndMembership end) => end.Run(team, new(id, "2026-11-25", "", 1))));
        using var browser = await later.SignIn(gone.Email);
        later.Clock.Set(new DateTimeOffset(2026, 11, 24, 22, 59, 59, TimeSpan.Zero));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion")).StatusCode);
        later.Clock.Set(new DateTimeOffset(2026, 11, 24, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/gestion")).StatusCode);
    }

    [Fact]
    public async Task A_person_leaves_by_themselves_from_their_page()
    {
        var museum = await people.Museum();
        var who = await people.Person(Role.Professional, museum, isDemo: true);
        using var browser = await people.SignIn(who.Email);
        using var left = await browser.Send("/compte/musees", [], "form[id^=quitter]");
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Empty((await people.Again(who.Id)).Roles);
    }

    [Fact]
    public async Task The_network_is_told_of_a_museum_that_loses_its_last_referent_and_only_then()
    {
        var museum = await people.Museum();
        var (first, second) = (await people.Person(Role.MuseumReferent, museum), await people.Person(Role.MuseumReferent, museum));
        var team = await people.Person(Role.NetworkTeam);
        await End(first, first, "");
        Assert.DoesNotContain(await people.MailsTo(team.Id), m => m.Text.Contains(museum, StringComparison.Ordinal));
        await End(second, second, "");
        Assert.Contains(await people.MailsTo(team.Id), m => m.Category == "ToDo" && m.Text.Contains(museum, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_referent_of_another_museum_ends_nothing()
    {
        var gone = await people.Person(Role.Professional, await people.Museum());
        Assert.IsType<Outcome.Refused>(await End(await people.Person(Role.MuseumReferent, await people.Museum()), gone, ""));
        Assert.IsType<Outcome.Refused>(await End(await people.Person(), gone, ""));
    }

    [Fact]
    public async Task The_team_does_not_end_roles_of_the_association()
    {
        var moderator = await people.Person(Role.Moderator);
        Assert.IsType<Outcome.Refused>(await End(await people.Person(Role.NetworkTeam), moderator, ""));
        Assert.IsType<Outcome.Done>(await End(await people.Person(Role.Administrator), moderator, ""));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var alone = new People();
        var who = await alone.Person(Role.Administrator);
        var id = Assert.Single(await alone.Query<string>("select id from membership where account_id = @Id", new { who.Id }));
        Assert.Equal("from", Assert.IsType<Outcome.Invalid>(await alone.Ask((EndMembership end) => end.Run(who, new(id, "", "", 1)))).Field);
    }

    [Theory]
    [InlineData("2020-01-01")]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30")]
    public async Task A_day_past_or_impossible_is_refused(string from)
    {
        var museum = await people.Museum();
        var gone = await people.Person(Role.Professional, museum);
        Assert.Equal("from", Assert.IsType<Outcome.Invalid>(await End(await people.Person(Role.NetworkTeam), gone, from)).Field);
    }

    [Fact]
    public async Task An_end_that_is_decided_is_not_pushed_back_by_the_person_who_leaves()
    {
        var gone = await people.Person(Role.NetworkTeam);
        var administrator = await people.Person(Role.Administrator);
        Assert.IsType<Outcome.Done>(await End(administrator, gone, "2099-01-01"));
        Assert.Equal("from", Assert.IsType<Outcome.Invalid>(await End(gone, gone, "2099-06-01")).Field);
        Assert.IsType<Outcome.Done>(await End(administrator, gone, "2099-03-01"));
        Assert.IsType<Outcome.Done>(await End(gone, gone, "2098-01-01"));
    }

    [Fact]
    public async Task A_role_that_is_over_is_not_given_again_by_a_later_end()
    {
        var museum = await people.Museum();
        var gone = await people.Person(Role.MuseumReferent, museum);
        await people.Query<int>("update membership set ends_on = '2020-01-01' where account_id = @Id returning 1", new { gone.Id });
        Assert.Equal("from", Assert.IsType<Outcome.Invalid>(await End(await people.Person(Role.MuseumReferent, museum), gone, "2099-01-01")).Field);
        Assert.Equal("from", Assert.IsType<Outcome.Invalid>(await End(await people.Person(Role.NetworkTeam), gone, "2099-01-01")).Field);
    }

    [Fact]
    public async Task An_administrator_whose_end_is_planned_is_not_the_one_who_stays()
    {
        await using var alone = new People();
        var (first, second) = (await alone.Person(Role.Administrator), await alone.Person(Role.Administrator));
        var (id, other) = (await Of(first), await Of(second));
        Assert.IsType<Outcome.Done>(await alone.Ask((EndMembership end) => end.Run(first, new(other, "2099-01-01", "", 1))));
        Assert.Equal("from", Assert.IsType<Outcome.Invalid>(await alone.Ask((EndMembership end) => end.Run(first, new(id, "", "", 1)))).Field);

        async Task<string> Of(Person who) => Assert.Single(await alone.Query<string>("select id from membership where account_id = @Id", new { who.Id }));
    }

    [Fact]
    public async Task Of_two_who_correct_the_same_function_the_second_sees_both_texts()
    {
        var museum = await people.Museum();
        var member = await people.Person(Role.Professional, museum);
        var id = Assert.Single(await people.Query<string>("select id from membership where account_id = @Id", new { member.Id }));
        using var late = await people.SignedIn(Role.NetworkTeam);
        var opened = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await late.GetStringAsync($"/gestion/membres/{id}"));
        var first = await people.Person(Role.MuseumReferent, museum, name: "Camille Prompt");
        Assert.IsType<Outcome.Done>(await people.Ask((ChangePosition change) => change.Run(first, new(id, "régisseuse des collections", 1))));
        using var answer = await late.PostAsync($"/gestion/membres/{id}?handler=Fonction", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["position"] = "conservatrice des collections",
            ["version"] = "1",
            ["__RequestVerificationToken"] = opened.QuerySelector("#position-form [name=__RequestVerificationToken]")!.GetAttribute("value")!,
        }));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Camille Prompt", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("régisseuse", page.QuerySelector(".diff del")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("conservatrice", page.QuerySelector(".diff ins")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("régisseuse des collections", Assert.Single(await people.Query<string>("select position from membership where id = @id", new { id })));
    }

    private async Task<Outcome> End(Person who, Person gone, string from)
    {
        var (id, version) = Assert.Single(await people.Query<(string, int)>("select id, version from membership where account_id = @Id and state = 'active'", new { gone.Id }));
        return await people.Ask((EndMembership end) => end.Run(who, new(id, from, "", version)));
    }
}
