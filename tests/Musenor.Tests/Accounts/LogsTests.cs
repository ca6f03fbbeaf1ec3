using System.Net;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.SignUp;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>Logs are kept by hosts, copied, sent along with questions: they name nobody.</summary>
public sealed class LogsTests(People people) : IClassFixture<People>
{
    [Fact]
    public async Task No_line_at_any_level_holds_a_name_or_an_address_of_a_person()
    {
        const string name = "Philomène Quintefeuille";
        var email = $"quintefeuille.{Guid.NewGuid():N}@example.org";
        using var visitor = people.Visitor();
        Assert.IsType<Outcome.Done>(await people.Ask((SignUp sign) => sign.Run(new(name, email, AccountIntents.Password, "127.0.0.1"))));
        var link = Assert.Single(await people.MailsTo(email)).ActionPath!;
        using var confirmed = await visitor.Send(link, new() { ["password"] = AccountIntents.Password });
        using var wrong = await visitor.Send("/compte/connexion", new() { ["email"] = email, ["password"] = "not the password" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var nobody = await visitor.Send("/compte/connexion", new() { ["email"] = $"autre.{email}", ["password"] = "not the password" });
        var museum = await people.Museum();
        var referent = await people.Person(Role.MuseumReferent, museum);
        Assert.IsType<Outcome.Done>(await people.Ask((InviteMember invite) => invite.Run(referent, new($"invitee.{email}", "professional", museum, "", name))));
        using var signedIn = await people.SignIn(email);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/compte")).StatusCode);
        Assert.NotEmpty(people.Logs.Lines);
        Assert.DoesNotContain(people.Logs.Lines, line => line.Contains("quintefeuille", StringComparison.OrdinalIgnoreCase) || line.Contains(AccountIntents.Password, StringComparison.Ordinal));
    }
}
