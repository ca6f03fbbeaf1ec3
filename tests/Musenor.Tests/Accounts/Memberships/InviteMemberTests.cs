using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.Messages;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts.Memberships;

public sealed class InviteMemberTests(People people) : IClassFixture<People>
{
    [Fact]
    public async Task A_form_sent_twice_counts_once_and_one_that_back_brought_again_and_was_corrected_counts_too()
    {
        var museum = await people.Museum();
        using var browser = await people.SignedIn(Role.MuseumReferent, museum);
        foreach (var email in (string[])["typo@example.org", "typo@example.org", "right@example.org"])
        {
            using var answer = await browser.Send("/gestion/membres/inviter", new() { ["_cle"] = "the key of one form", ["email"] = email, ["role"] = "professional", ["museum"] = museum });
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        Assert.Equal(["right@example.org", "typo@example.org"], await people.Query<string>("select email from invitation where museum_id = @museum order by email", new { museum }));
    }

    [Fact]
    public async Task An_invitation_taken_back_before_its_mail_left_is_not_mailed()
    {
        var museum = await people.Museum();
        var referent = await people.Person(Role.MuseumReferent, museum);
        var email = NewEmail();
        var id = Assert.IsType<Outcome.Done>(await people.Ask((InviteMember invite) => invite.Run(referent, new(email, "professional", museum, "", "")))).Id;
        var (check, about) = Assert.Single(await people.Query<(string, string)>("select check_name, about from outbox where address = @email", new { email }));
        var still = people.Services.GetServices<IStillTrue>().Single(c => c.Name == check);
        await using var connection = await people.Database.Open();
        Assert.True(await still.Ask(connection, about, null));
        Assert.IsType<Outcome.Done>(await people.Ask((WithdrawInvitation withdraw) => withdraw.Run(referent, id)));
        Assert.False(await still.Ask(connection, about, null));
    }

    [Fact]
    public async Task A_role_that_was_given_meanwhile_is_not_given_twice()
    {
        var museum = await people.Museum();
        var referent = await people.Person(Role.MuseumReferent, museum);
        var who = await people.Person();
        Assert.IsType<Outcome.Done>(await people.Ask((InviteMember invite) => invite.Run(referent, new(who.Email, "professional", museum, "", ""))));
        var link = (await people.MailsTo(who.Email))[^1].ActionPath!;
        var asked = Assert.IsType<Outcome.Done>(await people.Ask((AskMembership ask) => ask.Run(who, new(museum, "régisseuse")))).Id;
        Assert.IsType<Outcome.Done>(await people.Ask((DecideMembership decide) => decide.Run(referent, new(asked, "approve", ""))));
        var accepted = Assert.IsType<Outcome.Done>(await people.Ask((AcceptInvitation accept) => accept.Run(who, link.Split('/')[^1])));
        Assert.Equal(asked, accepted.Id);
        Assert.Equal([asked], await people.Query<string>("select id from membership where account_id = @Id and state = 'active'", new { who.Id }));
    }

    [Fact]
    public async Task Nobody_is_sent_one_invitation_after_the_other()
    {
        var museum = await people.Museum();
        var referent = await people.Person(Role.MuseumReferent, museum);
        var email = NewEmail();
        var id = Assert.IsType<Outcome.Done>(await people.Ask((InviteMember invite) => invite.Run(referent, new(email, "professional", museum, "", "")))).Id;
        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<Outcome.Done>(await people.Ask((ResendInvitation resend) => resend.Run(referent, id)));
        }

        Assert.IsType<Outcome.Invalid>(await people.Ask((ResendInvitation resend) => resend.Run(referent, id)));
        Assert.Equal(4, (await people.MailsTo(email)).Count);
    }

    [Fact]
    public async Task An_export_is_told_in_the_journal_of_no_other_museum()
    {
        var (mine, other) = (await people.Museum(), await people.Museum());
        using var browser = await people.SignedIn(Role.MuseumReferent, mine);
        using var taken = await browser.GetAsync($"/gestion/membres.csv?musee={other}&etat=n'importe");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Empty(await people.Query<string>("select id from journal where action = 'export.csv' and museum_id = @other", new { other }));
        Assert.Equal("", Assert.Single(await people.Query<string>("select after from journal where action = 'export.csv' and museum_id = @mine", new { mine })));
    }

    [Fact]
    public async Task A_referent_invites_and_the_invited_makes_an_account_and_is_a_member_at_once()
    {
        var museum = await people.Museum();
        using var referent = await people.SignedIn(Role.MuseumReferent, museum);
        var email = NewEmail();
        using var sent = await referent.Send("/gestion/membres/inviter", new() { ["email"] = email, ["museum"] = museum, ["position"] = "régisseuse" });
        Assert.Equal("/gestion/membres", sent.Headers.Location?.OriginalString);

        var mail = Assert.Single(await people.MailsTo(email));
        using var invited = people.Visitor();
        using var joined = await invited.Send(mail.ActionPath!, new() { ["name"] = "Lou Martel", ["password"] = AccountIntents.Password });
        Assert.Equal("/compte/musees", joined.Headers.Location?.OriginalString);
        Assert.Contains("régisseuse", await invited.GetStringAsync("/compte/musees"), StringComparison.Ordinal);
        Assert.Contains("Lou Martel", await referent.GetStringAsync($"/gestion/membres?musee={museum}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_and_using_it_voids_it()
    {
        var (email, path) = await Invited();
        using var visitor = people.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(path)).StatusCode);
        Assert.Equal("waiting", Assert.Single(await people.Query<string>("select state from invitation where email = @email", new { email })));
        using var joined = await visitor.Send(path, new() { ["name"] = "Lou", ["password"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        using var stranger = people.Visitor();
        using var again = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Theory]
    [InlineData("Lou", "motdepasse12")]
    [InlineData("http://example.org", AccountIntents.Password)]
    public async Task An_account_made_by_an_invitation_follows_the_rules_of_sign_up(string name, string password)
    {
        var (email, path) = await Invited();
        using var visitor = people.Visitor();
        using var refused = await visitor.Send(path, new() { ["name"] = name, ["password"] = password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Empty(await people.Query<string>("select id from account where email = @email", new { email }));
    }

    [Fact]
    public async Task Somebody_with_an_account_signs_in_and_accepts()
    {
        var person = await people.Person();
        var (_, path) = await Invited(person.Email);
        using var visitor = people.Visitor();
        using var answer = await visitor.Send(path, []);
        Assert.StartsWith("/compte/connexion?retour=", answer.Headers.Location?.OriginalString);
        using var browser = await people.SignIn(person.Email);
        using var accepted = await browser.Send(path, []);
        Assert.Equal("/compte/musees", accepted.Headers.Location?.OriginalString);
        Assert.True((await people.Again(person.Id)).Has(Role.Professional));
    }

    [Fact]
    public async Task Somebody_signed_in_with_another_address_cannot_accept()
    {
        var (email, path) = await Invited();
        using var other = await people.SignedIn();
        Assert.Contains("autre adresse", await other.GetStringAsync(path), StringComparison.Ordinal);
        var token = path.Split('/')[^1];
        var who = await people.Person();
        Assert.IsType<Outcome.Refused>(await people.Ask((AcceptInvitation accept) => accept.Run(who, token)));
        Assert.Equal("waiting", Assert.Single(await people.Query<string>("select state from invitation where email = @email", new { email })));
    }

    [Fact]
    public async Task A_link_opens_nothing_after_fourteen_days_and_nothing_guessed_ever_does()
    {
        await using var later = new People();
        var museum = await later.Museum();
        var referent = await later.Person(Role.MuseumReferent, museum);
        var email = NewEmail();
        await later.Ask((InviteMember invite) => invite.Run(referent, new(email, "professional", museum, "", "")));
        var path = Assert.Single(await later.MailsTo(email)).ActionPath!;
        using var visitor = later.Visitor();
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync("/invitation/" + new string('a', 64))).StatusCode);
        later.Clock.Move(now => now.AddDays(14).AddMinutes(-1));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(path)).StatusCode);
        later.Clock.Move(now => now.AddMinutes(2));
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Sent_again_the_former_link_is_void()
    {
        var (email, path) = await Invited();
        var team = await people.Person(Role.NetworkTeam);
        var id = Assert.Single(await people.Query<string>("select id from invitation where email = @email", new { email }));
        Assert.IsType<Outcome.Done>(await people.Ask((ResendInvitation resend) => resend.Run(team, id)));
        using var visitor = people.Visitor();
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync((await people.MailsTo(email))[^1].ActionPath)).StatusCode);
    }

    [Theory]
    [InlineData(Role.MuseumReferent, "professional", true)]
    [InlineData(Role.MuseumReferent, "museum_referent", false)]
    [InlineData(Role.MuseumReferent, "administrator", false)]
    [InlineData(Role.NetworkTeam, "museum_referent", true)]
    [InlineData(Role.NetworkTeam, "external_borrower", true)]
    [InlineData(Role.NetworkTeam, "moderator", false)]
    [InlineData(Role.NetworkTeam, "network_team", false)]
    [InlineData(Role.Administrator, "network_team", true)]
    [InlineData(Role.Administrator, "administrator", true)]
    [InlineData(Role.Professional, "professional", false)]
    [InlineData(Role.Moderator, "professional", false)]
    public async Task A_role_is_given_only_by_those_who_may(Role giver, string role, bool allowed)
    {
        var museum = await people.Museum();
        var who = await people.Person(giver, Roles.OfAMuseum.Contains(giver) ? museum : null);
        var outcome = await people.Ask((InviteMember invite) => invite.Run(who, new(NewEmail(), role, museum, "", "")));
        Assert.Equal(allowed, outcome is Outcome.Done);
        Assert.True(allowed || outcome is Outcome.Refused);
    }

    [Fact]
    public async Task A_referent_does_not_invite_to_another_museum()
    {
        var (own, other) = (await people.Museum(), await people.Museum());
        var who = await people.Person(Role.MuseumReferent, own);
        Assert.IsType<Outcome.Refused>(await people.Ask((InviteMember invite) => invite.Run(who, new(NewEmail(), "professional", other, "", ""))));
    }

    [Fact]
    public async Task Nobody_gives_themselves_a_role()
    {
        var who = await people.Person(Role.Administrator);
        var outcome = await people.Ask((InviteMember invite) => invite.Run(who, new(who.Email.ToUpperInvariant(), "network_team", "", "", "")));
        Assert.Equal("email", Assert.IsType<Outcome.Invalid>(outcome).Field);
    }

    [Theory]
    [InlineData("", "email")]
    [InlineData("not an address", "email")]
    [InlineData("a@example.org\r\nBcc: b@example.org", "email")]
    [InlineData("Lou <a@example.org>", "email")]
    public async Task An_address_that_is_none_is_refused(string email, string field)
    {
        var who = await people.Person(Role.NetworkTeam);
        var outcome = await people.Ask((InviteMember invite) => invite.Run(who, new(email, "external_borrower", "", "", "")));
        Assert.Equal(field, Assert.IsType<Outcome.Invalid>(outcome).Field);
    }

    [Fact]
    public async Task The_same_invitation_is_not_sent_twice()
    {
        var who = await people.Person(Role.NetworkTeam);
        var form = new InviteMember.Form(NewEmail(), "external_borrower", "", "École Jean-Macé", "");
        Assert.IsType<Outcome.Done>(await people.Ask((InviteMember invite) => invite.Run(who, form, "key")));
        Assert.IsType<Outcome.Done>(await people.Ask((InviteMember invite) => invite.Run(who, form, "key")));
        Assert.IsType<Outcome.Invalid>(await people.Ask((InviteMember invite) => invite.Run(who, form, "other")));
        Assert.Single(await people.MailsTo(form.Email));
    }

    private static string NewEmail() => $"lou-{Guid.NewGuid():N}@example.org";

    private async Task<(string Email, string Path)> Invited(string? email = null)
    {
        var museum = await people.Museum();
        var referent = await people.Person(Role.MuseumReferent, museum);
        var address = email ?? NewEmail();
        Assert.IsType<Outcome.Done>(await people.Ask((InviteMember invite) => invite.Run(referent, new(address, "professional", museum, "", ""))));
        return (address, (await people.MailsTo(address))[^1].ActionPath!);
    }
}
