using System.Net;
using System.Text;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Xunit;

namespace Musenor.Tests.Accounts.Memberships;

public sealed class ListMembersTests(People people) : IClassFixture<People>
{
    [Fact]
    public async Task A_referent_sees_the_members_and_invitations_of_their_museum_only()
    {
        var (own, other) = (await people.Museum(), await people.Museum());
        var (here, there) = (await people.Person(Role.Professional, own), await people.Person(Role.Professional, other));
        var team = await people.Person(Role.NetworkTeam);
        await people.Ask((InviteMember invite) => invite.Run(team, new($"x-{own}@example.org", "professional", own, "", "")));
        await people.Ask((InviteMember invite) => invite.Run(team, new($"x-{other}@example.org", "professional", other, "", "")));
        using var referent = await people.SignedIn(Role.MuseumReferent, own);
        var page = await referent.GetStringAsync("/gestion/membres");
        Assert.Contains(here.Name, page, StringComparison.Ordinal);
        Assert.Contains($"x-{own}@", page, StringComparison.Ordinal);
        Assert.DoesNotContain(there.Name, page, StringComparison.Ordinal);
        Assert.DoesNotContain($"x-{other}@", page, StringComparison.Ordinal);
        Assert.DoesNotContain(there.Name, await referent.GetStringAsync($"/gestion/membres?musee={other}"), StringComparison.Ordinal);
        Assert.DoesNotContain(there.Name, await referent.GetStringAsync($"/gestion/membres.csv?musee={other}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_team_sees_no_roles_of_the_association_to_end_and_administrators_do()
    {
        var moderator = await people.Person(Role.Moderator);
        using var administrator = await people.SignedIn(Role.Administrator);
        using var team = await people.SignedIn(Role.NetworkTeam);
        Assert.DoesNotContain(moderator.Name, await team.GetStringAsync("/gestion/membres?role=moderator"), StringComparison.Ordinal);
        Assert.Contains(moderator.Name, await administrator.GetStringAsync("/gestion/membres?role=moderator"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=eloise", true)]
    [InlineData("q=%C3%89LO%C3%8FSE", true)]
    [InlineData("q=nobody-of-that-name", false)]
    [InlineData("etat=active", true)]
    [InlineData("etat=ended", false)]
    [InlineData("role=professional", true)]
    [InlineData("role=museum_referent", false)]
    [InlineData("page=9999", true)]
    public async Task Filters_are_in_the_address(string query, bool seen)
    {
        var museum = await people.Museum();
        var name = $"Éloïse {Guid.NewGuid():N}";
        await people.Person(Role.Professional, museum, name: name);
        using var team = await people.SignedIn(Role.NetworkTeam);
        Assert.Equal(seen, (await team.GetStringAsync($"/gestion/membres?musee={museum}&{query}")).Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_people_write_of_themselves_runs_nowhere()
    {
        const string Attack = "<img src=x onerror=alert(1)>";
        var museum = await people.Museum();
        var who = await people.Person(name: $"Lou {Attack}");
        var id = ((Musenor.Web.Outcome.Done)await people.Ask((AskMembership ask) => ask.Run(who, new(museum, $"médiatrice {Attack}")))).Id;
        using var administrator = await people.SignedIn(Role.Administrator);
        foreach (var address in new[] { $"/gestion/membres?musee={museum}", $"/gestion/membres/{id}", $"/gestion/journal?musee={museum}", $"/gestion/comptes/{who.Id}" })
        {
            var page = await administrator.GetStringAsync(address);
            Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_empty_list_says_why_and_what_to_do()
    {
        var museum = await people.Museum();
        using var team = await people.SignedIn(Role.NetworkTeam);
        var page = await team.GetStringAsync($"/gestion/membres?musee={museum}");
        Assert.Contains("Enlever les filtres", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_journalled_and_a_formula_in_a_name_stays_a_name()
    {
        var museum = await people.Museum();
        await people.Person(Role.Professional, museum, name: "=HYPERLINK(\"//example.org\")");
        var who = await people.Person(Role.NetworkTeam, isDemo: true);
        using var team = await people.SignIn(who.Email);
        using var answer = await team.GetAsync($"/gestion/membres.csv?musee={museum}");
        Assert.Contains("\"'=HYPERLINK(\"\"//", Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        Assert.Single(await people.Query<string>("select id from journal where account_id = @Id and action = 'export.csv'", new { who.Id }));
    }

    [Fact]
    public async Task An_administrator_finds_an_account_and_closes_its_sessions()
    {
        var lost = await people.Person(name: "Égaré");
        using var browser = await people.SignIn(lost.Email);
        using var administrator = await people.SignedIn(Role.Administrator);
        Assert.Contains($"/gestion/comptes/{lost.Id}", await administrator.GetStringAsync($"/gestion/comptes?q={lost.Email}"), StringComparison.Ordinal);
        using var ended = await administrator.Send($"/gestion/comptes/{lost.Id}", [], "form[action*=Sessions]");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/compte/musees")).StatusCode);
        Assert.Contains("Sessions fermées", await administrator.GetStringAsync($"/gestion/comptes/{lost.Id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/gestion/comptes/{Guid.NewGuid()}")).StatusCode);
    }
}
