using System.Net;
using Musenor.Accounts.Access;
using Musenor.Accounts.Administration;
using Musenor.Accounts.Security;
using Musenor.Accounts.Sessions;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>A factor that somebody else could make, and one that is lost.</summary>
public sealed class FactorLossTests(People people) : IClassFixture<People>
{
    private const string Page = "/compte/double-authentification";

    [Fact]
    public async Task A_stolen_password_makes_no_second_factor_where_there_is_a_passkey()
    {
        var owner = await people.Person(Role.NetworkTeam);
        await Passkey(owner);
        using var thief = await people.SignIn(owner.Email);
        Assert.Contains("déjà un second facteur", await thief.GetStringAsync(Page), StringComparison.Ordinal);
        using var key = await thief.Send("/compte/cles", new() { ["credential"] = "{}", ["nom"] = "clé", ["current"] = AccountIntents.Password });
        Assert.Contains("déjà un second facteur", await key.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var removed = await thief.Send(Removal(owner), new() { ["current"] = AccountIntents.Password }, "form[action*=Remove]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, removed.StatusCode);
        Assert.Equal(1, await Passkeys(owner));
    }

    [Fact]
    public async Task A_passkey_goes_with_the_password_and_so_do_other_sessions()
    {
        var owner = await people.Person();
        await Passkey(owner);
        using var browser = await people.SignIn(owner.Email);
        await people.Query<int>("update session set proof = 'passkey' where account_id = @Id returning 1", new { owner.Id });
        using var wrong = await browser.Send(Removal(owner), new() { ["current"] = "not the password" }, "form[action*=Remove]");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (wrong.StatusCode, await Passkeys(owner)));
        using var gone = await browser.Send(Removal(owner), new() { ["current"] = AccountIntents.Password }, "form[action*=Remove]");
        Assert.Equal((HttpStatusCode.Redirect, 0), (gone.StatusCode, await Passkeys(owner)));
        Assert.Null(await people.Ask((ReadPerson sessions) => sessions.Run(owner.SessionId)));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/compte/cles")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_takes_a_lost_factor_off_and_the_owner_is_told()
    {
        var owner = await people.Person(Role.NetworkTeam);
        await Passkey(owner);
        await people.Query<int>("update account set two_factor_enabled = @yes where id = @Id returning 1", new { owner.Id, yes = true });
        using var office = await people.SignedIn(Role.Administrator);
        using var lifted = await office.Send($"/gestion/comptes/{owner.Id}", [], "form[action*=Facteurs]");
        Assert.Equal(HttpStatusCode.Redirect, lifted.StatusCode);
        Assert.Equal(0, await Passkeys(owner));
        Assert.Null(await people.Ask((ReadPerson sessions) => sessions.Run(owner.SessionId)));
        Assert.Contains(await people.MailsTo(owner.Id), m => m.Subject == "Le second facteur de votre compte a été retiré");
        using var back = await people.SignIn(owner.Email);
        Assert.Contains("class=\"key\"", await back.GetStringAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_takes_a_factor_off()
    {
        var owner = await people.Person();
        Assert.IsType<Outcome.Refused>(await people.Ask((LiftFactors lift) => lift.Run(owner, owner.Id)));
        var team = await people.Person(Role.NetworkTeam);
        Assert.IsType<Outcome.Refused>(await people.Ask((LiftFactors lift) => lift.Run(team, owner.Id)));
        var administrator = await people.Person(Role.Administrator);
        Assert.IsType<Outcome.Invalid>(await people.Ask((LiftFactors lift) => lift.Run(administrator, owner.Id)));
        Assert.IsType<Outcome.Missing>(await people.Ask((LiftFactors lift) => lift.Run(administrator, Guid.NewGuid().ToString())));
    }

    [Fact]
    public async Task A_password_changed_while_it_was_being_checked_opens_no_session()
    {
        var owner = await people.Person();
        var stamp = Assert.Single(await people.Query<string>("select security_stamp from account where id = @Id", new { owner.Id }));
        await people.Database.Write(async (connection, transaction) =>
        {
            await Credentials.SetPassword(connection, transaction, owner.Id, "a hash");
            return 0;
        });
        Assert.Null(await people.Ask((OpenSession open) => open.Run(new(owner.Id, "password", "tests", "127.0.0.1", stamp))));
    }

    [Fact]
    public async Task A_tab_that_asks_by_itself_does_not_keep_a_session_open()
    {
        await using var later = new People();
        var email = (await later.Person(Role.NetworkTeam, isDemo: true)).Email;
        using var browser = await later.SignIn(email);
        for (var hour = 1; hour <= 9; hour += 2)
        {
            later.Clock.Move(now => now.AddHours(2));
            using var polled = await browser.GetAsync("/compte/messages.json");
            Assert.Equal(HttpStatusCode.OK, polled.StatusCode);
        }

        later.Clock.Move(now => now.AddMinutes(150));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/gestion")).StatusCode);
    }

    // Bytes in JSON are hexadecimal on SQLite and base64 on PostgreSQL: these digits are both.
    private async Task Passkey(Person who) => await people.Query<int>("""
        insert into account_passkey (credential_id, account_id, data) values (@key, @Id,
            '{"PublicKey":"01020304","Name":"téléphone","CreatedAt":"2026-01-01T00:00:00+00:00","SignCount":0,"Transports":[],"IsUserVerified":true,"IsBackupEligible":false,"IsBackedUp":false,"AttestationObject":"01020304","ClientDataJson":"01020304"}')
        returning 1
        """, new { key = Key(who), who.Id });

    private static byte[] Key(Person who) => System.Text.Encoding.ASCII.GetBytes(who.Id[^12..]);

    private static string Removal(Person who) => $"/compte/cles?retirer={System.Buffers.Text.Base64Url.EncodeToString(Key(who))}";

    private async Task<int> Passkeys(Person who) => (int)Assert.Single(await people.Query<long>("select count(*) from account_passkey where account_id = @Id", new { who.Id }));
}
