using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.Office;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts.Memberships;

public sealed class DecideMembershipTests(People people) : IClassFixture<People>
{
    [Fact]
    public async Task Somebody_asks_by_the_page_the_referent_sees_it_waiting_and_accepts()
    {
        var museum = await people.Museum();
        var referent = await people.Person(Role.MuseumReferent, museum, isDemo: true);
        var asker = await people.Person();
        using var browser = await people.SignIn(asker.Email);
        using var asked = await browser.Send("/compte/musees", new() { ["museum"] = museum, ["position"] = "médiatrice" }, "#demande");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);

        var mail = Assert.Single(await people.MailsTo(referent.Id));
        Assert.Equal("ToDo", mail.Category);
        using var office = await people.SignIn(referent.Email);
        Assert.Contains("demande d’adhésion à traiter", await office.GetStringAsync("/gestion"), StringComparison.Ordinal);
        Assert.Contains(asker.Name, await office.GetStringAsync("/gestion/membres?etat=asked"), StringComparison.Ordinal);
        using var decided = await office.Send(mail.ActionPath!, new() { ["decision"] = "approve" }, "#decision-form");
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.True((await people.Again(asker.Id)).Has(Role.Professional));
        Assert.Single(await people.MailsTo(asker.Id), m => m.Category == "MyRequests");
        Assert.Contains("Demande acceptée", await office.GetStringAsync(mail.ActionPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_which_the_person_reads()
    {
        var (museum, id, asker) = await Asked();
        var referent = await people.Person(Role.MuseumReferent, museum);
        Assert.Equal("reason", Assert.IsType<Outcome.Invalid>(await Decide(referent, id, "refuse", " ")).Field);
        Assert.IsType<Outcome.Done>(await Decide(referent, id, "refuse", "Le musée ne vous connaît pas."));
        Assert.Contains("Le musée ne vous connaît pas.", Assert.Single(await people.MailsTo(asker.Id)).Text, StringComparison.Ordinal);
        Assert.False((await people.Again(asker.Id)).Has(Role.Professional));
    }

    [Fact]
    public async Task Of_two_people_who_decide_at_once_the_first_wins_and_the_second_is_told_who()
    {
        var (museum, id, asker) = await Asked();
        var deciders = new[] { await people.Person(Role.MuseumReferent, museum), await people.Person(Role.NetworkTeam) };
        using var gate = new Barrier(2);
        var outcomes = await Task.WhenAll(deciders.Select((who, i) => Task.Factory.StartNew(() =>
        {
            gate.SignalAndWait();
            return Decide(who, id, i == 0 ? "approve" : "refuse", "motif");
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        var winner = Array.FindIndex(outcomes, o => o is Outcome.Done);
        var second = Assert.IsType<Outcome.Conflict>(outcomes[1 - winner]);
        Assert.Equal(deciders[winner].Name, second.By);
        Assert.Single(await people.MailsTo(asker.Id));
    }

    [Fact]
    public async Task The_second_to_decide_reads_who_was_first_on_the_page()
    {
        var (museum, id, _) = await Asked();
        using var late = await people.SignedIn(Role.NetworkTeam);
        using var opened = await late.GetAsync($"/gestion/membres/{id}");
        var form = await opened.Content.ReadAsStringAsync();
        Assert.IsType<Outcome.Done>(await Decide(await people.Person(Role.MuseumReferent, museum, name: "Camille Prompt"), id, "approve", ""));
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(form).QuerySelector("#decision-form [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await late.PostAsync($"/gestion/membres/{id}?handler=Decider", new FormUrlEncodedContent(new Dictionary<string, string> { ["decision"] = "refuse", ["reason"] = "x", ["__RequestVerificationToken"] = token }));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Déjà traité par Camille Prompt", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_referent_of_another_museum_decides_nothing_and_sees_nothing()
    {
        var (_, id, asker) = await Asked();
        var other = await people.Museum();
        Assert.IsType<Outcome.Refused>(await Decide(await people.Person(Role.MuseumReferent, other), id, "approve", ""));
        using var office = await people.SignedIn(Role.MuseumReferent, other);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.GetAsync($"/gestion/membres/{id}")).StatusCode);
        Assert.DoesNotContain(asker.Name, await office.GetStringAsync("/gestion/membres?etat=asked"), StringComparison.Ordinal);
        var stranger = await people.Person(Role.MuseumReferent, other);
        var queue = people.Services.GetServices<IWaiting>().OfType<WaitingMembers>().Single();
        Assert.Equal(0, Assert.Single(await queue.For(stranger, default)).Count);
    }

    [Fact]
    public async Task Nobody_decides_on_their_own_request()
    {
        var museum = await people.Museum();
        var team = await people.Person(Role.NetworkTeam);
        var id = ((Outcome.Done)await people.Ask((AskMembership ask) => ask.Run(team, new(museum, "conservatrice")))).Id;
        Assert.IsType<Outcome.Refused>(await Decide(team, id, "approve", ""));
    }

    [Fact]
    public async Task One_asks_once_with_a_museum_and_a_function()
    {
        var museum = await people.Museum();
        var who = await people.Person();
        Task<Outcome> Ask(string where, string position) => people.Ask((AskMembership ask) => ask.Run(who, new(where, position)));
        Assert.Equal("museum", Assert.IsType<Outcome.Invalid>(await Ask("nowhere", "régisseur")).Field);
        Assert.Equal("position", Assert.IsType<Outcome.Invalid>(await Ask(museum, "")).Field);
        Assert.IsType<Outcome.Done>(await Ask(museum, "régisseur"));
        Assert.Equal("museum", Assert.IsType<Outcome.Invalid>(await Ask(museum, "régisseur")).Field);
    }

    [Fact]
    public async Task A_person_whose_address_is_not_confirmed_asks_nothing()
    {
        var museum = await people.Museum();
        var who = await people.Person() with { EmailConfirmed = false };
        Assert.IsType<Outcome.Refused>(await people.Ask((AskMembership ask) => ask.Run(who, new(museum, "régisseur"))));
    }

    [Fact]
    public async Task A_decided_request_is_no_longer_work_to_be_mailed()
    {
        var (museum, id, _) = await Asked();
        var check = people.Services.GetServices<Musenor.Accounts.Messages.IStillTrue>().Single(c => c.Name == StillAsked.Key);
        await using var connection = await people.Database.Open();
        Assert.True(await check.Ask(connection, id, null));
        await Decide(await people.Person(Role.MuseumReferent, museum), id, "approve", "");
        Assert.False(await check.Ask(connection, id, null));
    }

    private Task<Outcome> Decide(Person who, string id, string decision, string reason) => people.Ask((DecideMembership decide) => decide.Run(who, new(id, decision, reason)));

    private async Task<(string Museum, string Id, Person Asker)> Asked()
    {
        var museum = await people.Museum();
        var asker = await people.Person();
        return (museum, ((Outcome.Done)await people.Ask((AskMembership ask) => ask.Run(asker, new(museum, "régisseur")))).Id, asker);
    }
}
