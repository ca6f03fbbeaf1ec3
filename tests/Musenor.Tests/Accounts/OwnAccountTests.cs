using System.Net;
using Musenor.Accounts;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>Passwords, addresses and sessions, changed by their owner or through the mail box.</summary>
public sealed class OwnAccountTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private const string New = "sept barques de bois peint";
    private static int _clients;
    private readonly MusenorFixture _portal = fixture.Portal;
    private readonly HttpClient _visitor = fixture.Portal.Visitor($"198.51.100.{Interlocked.Increment(ref _clients)}");

    [Fact]
    public async Task A_new_password_by_mail_ends_every_session_and_the_link_serves_once()
    {
        var email = await Person();
        using var former = await _portal.SignIn(email);
        using var asked = await Forgotten(email);
        using var shown = await _visitor.GetAsync("/compte/mot-de-passe-oublie");
        Assert.Contains($"Si un compte existe pour {email}", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var link = await _portal.Link(email, "nouveau mot de passe");

        using var weak = await _visitor.Send(link, new() { ["password"] = "motdepasse123" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        using var changed = await _visitor.Send(link, new() { ["password"] = New });
        Assert.Equal("/compte/connexion", changed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await former.GetAsync("/compte")).StatusCode);
        Assert.Contains(await _portal.Mails(email), m => m.Subject == "Votre mot de passe a été changé");
        using var again = await _portal.SignIn(email, New);
        Assert.Contains("plus valable", await _visitor.GetStringAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_an_account_gets_the_same_answer_and_no_mail()
    {
        var (there, nobody) = (await Person(), MailIntents.Fresh("nobody"));
        using var known = await Forgotten(there);
        using var unknown = await Forgotten(nobody);
        Assert.Equal((known.StatusCode, known.Headers.Location), (unknown.StatusCode, unknown.Headers.Location));
        Assert.Empty(await _portal.Mails(nobody));
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_for_its_own_purpose_and_until_the_password_changes()
    {
        var email = await Person();
        using var first = await Forgotten(email);
        var late = await _portal.Link(email, "nouveau mot de passe");
        var token = late.Split('=')[1];
        foreach (var page in new[] { "/compte/confirmer", "/compte/adresse/confirmer", "/compte/pas-moi" })
        {
            Assert.Contains("plus valable", await _visitor.GetStringAsync($"{page}?jeton={token}"), StringComparison.Ordinal);
        }

        foreach (var guess in new[] { "", "x", new string('A', 43), token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token + "A" })
        {
            Assert.Contains("plus valable", await _visitor.GetStringAsync($"/compte/nouveau-mot-de-passe?jeton={guess}"), StringComparison.Ordinal);
        }

        using var browser = await _portal.SignIn(email);
        using var changed = await browser.Send("/compte/mot-de-passe", new() { ["current"] = AccountIntents.Password, ["password"] = New });
        Assert.Contains("plus valable", await _visitor.GetStringAsync(late), StringComparison.Ordinal);

        using var second = await Forgotten(email);
        var fresh = await _portal.Link(email, "nouveau mot de passe");
        _portal.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Contains("plus valable", await _visitor.GetStringAsync(fresh), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_the_password_asks_for_the_old_one_and_ends_the_other_sessions()
    {
        var email = await Person();
        using var browser = await _portal.SignIn(email);
        using var other = await _portal.SignIn(email);
        using var wrong = await browser.Send("/compte/mot-de-passe", new() { ["current"] = "wrong", ["password"] = New });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var changed = await browser.Send("/compte/mot-de-passe", new() { ["current"] = AccountIntents.Password, ["password"] = New });
        Assert.Equal("/compte", changed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/compte")).StatusCode);
    }

    [Fact]
    public async Task Sessions_are_listed_without_their_secret_and_ended_one_by_one_or_all()
    {
        var email = await Person();
        using var browser = await _portal.SignIn(email);
        using var other = await _portal.SignIn(email);
        var page = await browser.GetStringAsync("/compte/sessions");
        Assert.Contains("cet appareil", page, StringComparison.Ordinal);
        var ids = (await _portal.EverythingStored("session")).Split('\n').Select(r => r.Split('\t')[0]).ToArray();
        Assert.DoesNotContain(ids, id => page.Contains(id, StringComparison.Ordinal));

        using var ended = await browser.Send("/compte/sessions", [], "tbody tr:not(:has(strong)) form");
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/compte")).StatusCode);

        using var third = await _portal.SignIn(email);
        using var all = await third.Send("/compte/sessions", [], "form[action*='All']");
        Assert.Equal("/compte/connexion", all.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await third.GetAsync("/compte")).StatusCode);
    }

    [Fact]
    public async Task A_session_of_somebody_else_cannot_be_ended()
    {
        var (mine, theirs) = (await Person(), await Person());
        using var browser = await _portal.SignIn(mine);
        using var victim = await _portal.SignIn(theirs);
        var page = await victim.GetStringAsync("/compte/sessions");
        var handle = System.Text.RegularExpressions.Regex.Match(page, "name=\"session\" value=\"([0-9a-f]+)\"").Groups[1].Value;
        using var refused = await browser.Send("/compte/sessions", new() { ["session"] = handle }, "tbody form");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/compte")).StatusCode);
    }

    [Fact]
    public async Task An_address_changes_when_both_have_said_yes()
    {
        var (old, @new) = (await Person(), MailIntents.Fresh("nouvelle"));
        using var browser = await _portal.SignIn(old);
        using var asked = await AskAddress(browser, @new);
        Assert.Equal("/compte/adresse", asked.Headers.Location?.OriginalString);

        using var half = await _visitor.Press(await _portal.Link(@new, "nouvelle adresse"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _portal.SignIn(@new));
        using var whole = await _visitor.Press(await _portal.Link(old, "changement de votre adresse"));
        using var moved = await _portal.SignIn(@new);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _portal.SignIn(old));
        Assert.Contains(await _portal.Mails(old), m => m.Subject == "L’adresse de votre compte a changé");
    }

    [Fact]
    public async Task Whoever_did_not_change_the_address_takes_the_account_back_from_the_former_one()
    {
        var (old, thief) = (await Person(), MailIntents.Fresh("voleur"));
        using var browser = await _portal.SignIn(old);
        using var asked = await AskAddress(browser, thief);
        using var half = await _visitor.Press(await _portal.Link(old, "changement de votre adresse"));
        using var whole = await _visitor.Press(await _portal.Link(thief, "nouvelle adresse"));
        using var signedIn = await _portal.SignIn(thief);

        using var back = await _visitor.Press(await _portal.Link(old, "a changé"));
        Assert.Equal("/compte/connexion", back.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await signedIn.GetAsync("/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/compte")).StatusCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _portal.SignIn(old));
        using var reset = await _visitor.Send(await _portal.Link(old, "nouveau mot de passe"), new() { ["password"] = New });
        using var again = await _portal.SignIn(old, New);
    }

    [Fact]
    public async Task Asking_for_the_address_of_another_account_tells_nothing_and_changes_nothing()
    {
        var (mine, theirs) = (await Person(), await Person());
        using var browser = await _portal.SignIn(mine);
        using var asked = await AskAddress(browser, theirs);
        Assert.Equal("/compte/adresse", asked.Headers.Location?.OriginalString);
        Assert.Equal("Vous avez déjà un compte", Assert.Single(await _portal.Mails(theirs)).Subject);
        using var half = await _visitor.Press(await _portal.Link(mine, "changement de votre adresse"));
        using var still = await _portal.SignIn(mine);
    }

    [Fact]
    public async Task Two_accounts_that_ask_for_one_address_do_not_both_get_it()
    {
        var (one, two, wanted) = (await Person(), await Person(), MailIntents.Fresh("convoitee"));
        foreach (var email in new[] { one, two })
        {
            using var browser = await _portal.SignIn(email);
            using var asked = await AskAddress(browser, wanted);
            using var yes = await _visitor.Press(await _portal.Link(email, "changement de votre adresse"));
        }

        var links = (await _portal.Mails(wanted)).Select(m => m.ActionPath!).ToArray();
        using var first = await _visitor.Press(links[0]);
        using var second = await _visitor.Press(links[1]);
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity], [first.StatusCode, second.StatusCode]);
    }

    private async Task<string> Person()
    {
        var email = MailIntents.Fresh();
        Assert.IsType<Outcome.Done>(await _portal.Ask((AddAccount add) => add.Run(new(email, "Claire", AccountIntents.Password, null, null))));
        return email;
    }

    private async Task<HttpResponseMessage> Forgotten(string email)
    {
        // What the page still had to say of the time before.
        using var said = await _visitor.GetAsync("/compte/mot-de-passe-oublie");
        return await _visitor.Send("/compte/mot-de-passe-oublie", new() { ["email"] = email }, meanwhile: () => _portal.Clock.Advance(TimeSpan.FromSeconds(4)));
    }

    private static Task<HttpResponseMessage> AskAddress(HttpClient browser, string address) =>
        browser.Send("/compte/adresse", new() { ["email"] = address, ["current"] = AccountIntents.Password });
}
