using System.Net;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts;

public sealed class SignInTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private readonly MusenorFixture _portal = fixture.Portal;

    [Fact]
    public async Task Somebody_with_a_role_signs_in_and_opens_the_back_office()
    {
        using var browser = await _portal.SignedIn(Role.NetworkTeam);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion")).StatusCode);
    }

    [Fact]
    public async Task A_visitor_is_led_to_sign_in_and_back()
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync("/gestion");
        Assert.Equal("/compte/connexion?retour=%2Fgestion", answer.Headers.Location?.OriginalString);
        var email = MailIntents.Fresh();
        await _portal.Account(email, Role.NetworkTeam);
        using var signedIn = await visitor.Send("/compte/connexion?retour=%2Fgestion", Form(email));
        Assert.Equal("/gestion", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_account_without_a_role_is_told_who_to_ask()
    {
        using var browser = await _portal.SignedIn();
        using var answer = await browser.GetAsync("/gestion");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("équipe du réseau", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_said_without_telling_which_accounts_exist()
    {
        var email = MailIntents.Fresh();
        await _portal.Account(email);
        using var browser = _portal.Visitor();
        using var known = await browser.Send("/compte/connexion", Form(email, "wrong"));
        using var unknown = await browser.Send("/compte/connexion", Form(MailIntents.Fresh("nobody"), "wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, known.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Contains("ne convient pas", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("~/evil")]
    [InlineData("evil")]
    [InlineData("/\n/evil.example")]
    public async Task No_return_address_leads_to_another_site(string wanted)
    {
        var email = MailIntents.Fresh();
        await _portal.Account(email);
        using var browser = _portal.Visitor();
        using var answer = await browser.Send($"/compte/connexion?retour={Uri.EscapeDataString(wanted)}", Form(email));
        Assert.Equal("/compte", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_encoded_double_slash_stays_a_page_of_this_site()
    {
        var email = MailIntents.Fresh();
        await _portal.Account(email);
        using var browser = _portal.Visitor();
        using var answer = await browser.Send("/compte/connexion?retour=%252F%252Fevil.example", Form(email));
        Assert.Equal("/compte", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Each_sign_in_has_a_session_of_its_own_and_ends_the_former_one()
    {
        var email = MailIntents.Fresh();
        await _portal.Account(email);
        using var browser = _portal.Visitor();
        using var first = await browser.Send("/compte/connexion", Form(email));
        var former = Cookie(first, "musenor=");
        using var second = await browser.Send("/compte/connexion", Form(email));
        Assert.NotEqual(former, Cookie(second, "musenor="));

        using var thief = _portal.Visitor();
        thief.DefaultRequestHeaders.Add("Cookie", former);
        using var refused = await thief.GetAsync("/compte");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_itself()
    {
        var email = MailIntents.Fresh();
        await _portal.Account(email);
        using var browser = _portal.Visitor();
        using var signedIn = await browser.Send("/compte/connexion", Form(email));
        using var left = await browser.Send("/compte", [], "form[action='/compte/deconnexion']");
        Assert.Equal("/", left.Headers.Location?.OriginalString);
        using var thief = _portal.Visitor();
        thief.DefaultRequestHeaders.Add("Cookie", Cookie(signedIn, "musenor="));
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/compte")).StatusCode);
    }

    [Fact]
    public async Task A_demonstration_account_opens_from_the_machine_itself_only()
    {
        var email = MailIntents.Fresh();
        await _portal.Account(email);
        using var stranger = _portal.Visitor("203.0.113.9");
        using var refused = await stranger.Send("/compte/connexion", Form(email));
        Assert.Contains("que depuis la machine", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // A proxy of the machine that nobody declared brings people from elsewhere.
        using var proxied = _portal.Visitor();
        proxied.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var also = await proxied.Send("/compte/connexion", Form(email));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, also.StatusCode);
    }

    [Fact]
    public async Task A_browser_never_seen_before_is_told_by_mail_and_a_known_one_is_not()
    {
        var email = await Person();
        using var first = await _portal.SignIn(email);
        Assert.Empty(await _portal.Mails(email));
        using var again = await first.Send("/compte/connexion", Form(email));
        Assert.Empty(await _portal.Mails(email));

        using var other = _portal.Visitor();
        other.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        using var elsewhere = await other.Send("/compte/connexion", Form(email));
        var mail = Assert.Single(await _portal.Mails(email));
        Assert.Equal("Nouvelle connexion à votre compte", mail.Subject);
        Assert.Contains("Firefox sur Linux", mail.Paragraphs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erased_account_opens_nothing_and_an_address_is_the_same_in_any_case()
    {
        var email = await Person();
        using (await _portal.SignIn($"  {email.ToUpperInvariant()} "))
        {
        }

        await _portal.Stored<int>("update account set state = 'erased' where email = @email", new { email });
        await Assert.ThrowsAsync<InvalidOperationException>(() => _portal.SignIn(email));
    }

    [Fact]
    public async Task A_password_hashed_the_former_way_is_hashed_anew()
    {
        var email = await Person();
        var weak = new Microsoft.AspNetCore.Identity.PasswordHasher<object>(Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 10 }))
            .HashPassword(new(), AccountIntents.Password);
        await _portal.Stored<int>("update account set password_hash = @weak where email = @email", new { weak, email });
        using var browser = await _portal.SignIn(email);
        Assert.NotEqual(weak, await _portal.Stored<string>("select password_hash from account where email = @email", new { email }));
        using var again = await _portal.SignIn(email);
    }

    [Fact]
    public async Task A_signed_in_copy_of_a_public_page_is_private_and_another_one()
    {
        using var visitor = _portal.Visitor();
        using var browser = await _portal.SignedIn();
        using var everyones = await visitor.GetAsync("/aide");
        using var own = await browser.GetAsync("/aide");
        Assert.Equal("public, no-cache", everyones.Headers.CacheControl!.ToString());
        Assert.Equal("no-cache, private", string.Join(", ", own.Headers.CacheControl!.ToString().Split(", ").Order()));
        Assert.NotEqual(everyones.Headers.ETag, own.Headers.ETag);
        Assert.Contains("Mon compte", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/aide");
        ask.Headers.Add("If-None-Match", everyones.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(ask)).StatusCode);
    }

    private static Dictionary<string, string> Form(string email, string password = AccountIntents.Password) => new() { ["email"] = email, ["password"] = password };

    private static string Cookie(HttpResponseMessage answer, string start) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(start, StringComparison.Ordinal)).Split(';')[0];

    /// <summary>An account that is no demonstration.</summary>
    private async Task<string> Person()
    {
        var email = MailIntents.Fresh();
        Assert.IsType<Outcome.Done>(await _portal.Ask((AddAccount add) => add.Run(new(email, "Claire", AccountIntents.Password, null, null))));
        return email;
    }
}
