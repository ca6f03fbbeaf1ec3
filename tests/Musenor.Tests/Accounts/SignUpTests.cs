using System.Net;
using Musenor.Accounts.SignUp;
using Musenor.Web.Abuse;
using Xunit;

namespace Musenor.Tests.Accounts;

public sealed class SignUpTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private const string Subject = "Confirmer la création";
    private static int _clients;
    private readonly MusenorFixture _portal = fixture.Portal;

    // A client of its own for each test: quotas of one do not stop another.
    private readonly HttpClient _browser = fixture.Portal.Visitor($"198.51.100.{Interlocked.Increment(ref _clients)}");

    [Fact]
    public async Task An_account_is_made_when_its_address_has_said_yes()
    {
        var email = MailIntents.Fresh();
        using (var asked = await Ask(email))
        {
            Assert.Equal("/compte/confirmation", asked.Headers.Location?.OriginalString);
        }

        Assert.Contains(email, await _browser.GetStringAsync("/compte/confirmation"), StringComparison.Ordinal);
        Assert.Null(await Account(email));

        var link = await _portal.Link(email, Subject);
        // A scanner of mail opens the link: nothing happens.
        Assert.Contains("Claire", await _browser.GetStringAsync(link), StringComparison.Ordinal);
        Assert.Null(await Account(email));

        using var confirmed = await _browser.Send(link, new() { ["password"] = AccountIntents.Password });
        Assert.Equal("/compte/connexion", confirmed.Headers.Location?.OriginalString);
        Assert.NotNull(await Account(email));
        using var signedIn = await _portal.SignIn(email);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/compte")).StatusCode);
    }

    [Fact]
    public async Task A_link_serves_once_and_for_a_day()
    {
        var (once, late) = (MailIntents.Fresh(), MailIntents.Fresh());
        using var first = await Ask(once);
        var link = await _portal.Link(once, Subject);
        using (var form = await _browser.Send(link, new() { ["password"] = AccountIntents.Password }))
        {
            Assert.Equal(HttpStatusCode.Redirect, form.StatusCode);
        }

        Assert.Contains("plus valable", await _browser.GetStringAsync(link), StringComparison.Ordinal);

        using var second = await Ask(late);
        var old = await _portal.Link(late, Subject);
        _portal.Clock.Advance(SignUp.Lifetime + TimeSpan.FromMinutes(1));
        Assert.Contains("plus valable", await _browser.GetStringAsync(old), StringComparison.Ordinal);
        Assert.Null(await Account(late));
    }

    [Fact]
    public async Task Whoever_has_an_account_learns_it_by_mail_and_nobody_else_does()
    {
        var (there, fresh) = (MailIntents.Fresh(), MailIntents.Fresh());
        await _portal.Account(there);
        using var known = await Ask(there);
        using var unknown = await Ask(fresh);
        Assert.Equal((unknown.StatusCode, unknown.Headers.Location), (known.StatusCode, known.Headers.Location));
        Assert.Equal("Vous avez déjà un compte", Assert.Single(await _portal.Mails(there)).Subject);
    }

    [Fact]
    public async Task An_account_asked_for_by_a_stranger_never_waits_with_the_strangers_password()
    {
        var email = MailIntents.Fresh();
        using var stranger = await Ask(email, "mot choisi par un inconnu");
        using var owner = await Ask(email);
        // The two mails look the same: the owner who takes the stranger's makes no account with it.
        var strangers = (await _portal.Mails(email)).First(m => m.Subject.Contains(Subject, StringComparison.Ordinal)).ActionPath!;
        using var mistaken = await _browser.Send(strangers, new() { ["password"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mistaken.StatusCode);
        Assert.Null(await Account(email));
        using var confirmed = await _browser.Send(await _portal.Link(email, Subject), new() { ["password"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        using var signedIn = await _portal.SignIn(email);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _portal.SignIn(email, "mot choisi par un inconnu"));
        // The stranger's own link is void.
        Assert.Contains("plus valable", await _browser.GetStringAsync(strangers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_comes_again_for_whoever_waits_for_it_and_for_nobody_else()
    {
        var email = MailIntents.Fresh();
        using var asked = await Ask(email);
        using var again = await _browser.Send("/compte/confirmation", new() { ["email"] = email });
        using var nobody = await _browser.Send("/compte/confirmation", new() { ["email"] = MailIntents.Fresh("nobody") });
        Assert.Equal(again.StatusCode, nobody.StatusCode);
        Assert.Equal(2, (await _portal.Mails(email)).Count);
        using var confirmed = await _browser.Send((await _portal.Mails(email))[^1].ActionPath!, new() { ["password"] = AccountIntents.Password });
        Assert.NotNull(await Account(email));
    }

    [Fact]
    public async Task Asking_again_and_again_for_one_address_or_from_one_place_is_stopped_with_the_time_to_wait()
    {
        var email = MailIntents.Fresh();
        for (var i = 0; i < SignUp.ByAddress.Times; i++)
        {
            using var asked = await Ask(email);
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        }

        using (var refused = await Ask(email))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("Réessayez dans 24 heures", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        for (var i = SignUp.ByAddress.Times + 1; i < SignUp.ByClient.Times; i++)
        {
            using var asked = await Ask(MailIntents.Fresh());
        }

        using var stopped = await Ask(MailIntents.Fresh());
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
    }

    [Fact]
    public async Task A_program_that_fills_everything_or_answers_at_once_is_told_so_and_makes_nothing()
    {
        var email = MailIntents.Fresh();
        using var trapped = await Ask(email, more: new() { [Honeypot.Field] = "https://example.org" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, trapped.StatusCode);
        using var fast = await _browser.Send("/compte/creer", Form(email));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, fast.StatusCode);
        Assert.Contains("très vite", await fast.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await _portal.Mails(email));
    }

    [Theory]
    [InlineData("nom", "Claire\r\nBcc: tous@example.org")]
    [InlineData("nom", "Claire\u2028Bcc")]
    [InlineData("nom", "Claire \u202Eeigrialc")]
    [InlineData("nom", "Gagnez sur http://example.org")]
    [InlineData("nom", "   ")]
    [InlineData("email", "claire@example.org\r\nBcc: tous@example.org")]
    [InlineData("email", "claire")]
    [InlineData("password", "azertyuiop123")]
    [InlineData("password", "court")]
    public async Task What_cannot_be_a_name_an_address_or_a_password_is_refused_beside_its_field(string field, string value)
    {
        using var answer = await Ask(MailIntents.Fresh(), more: new() { [field] = value });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"id=\"{field}-erreur\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nom", "Claire\u0000")]
    [InlineData("email", "claire\u0000@example.org")]
    public async Task A_form_with_a_NUL_is_not_understood(string field, string value)
    {
        using var answer = await Ask(MailIntents.Fresh(), more: new() { [field] = value });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_of_a_megabyte_is_refused_and_not_sent_back()
    {
        using var answer = await Ask(MailIntents.Fresh(), more: new() { ["nom"] = new string('a', 1_000_000) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadAsStringAsync()).Length, 1, 20_000);
    }

    [Fact]
    public async Task A_name_that_holds_markup_is_shown_as_it_was_typed_and_stays_out_of_mails()
    {
        const string Name = "<script>alert(1)</script>\"'";
        var email = MailIntents.Fresh();
        using var asked = await Ask(email, more: new() { ["nom"] = Name });
        var link = await _portal.Link(email, Subject);
        var page = await _browser.GetStringAsync(link);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        using var confirmed = await _browser.Send(link, new() { ["password"] = AccountIntents.Password });
        using var signedIn = await _portal.SignIn(email);
        Assert.DoesNotContain("<script>alert", await signedIn.GetStringAsync("/compte"), StringComparison.Ordinal);
        Assert.DoesNotContain(await _portal.Mails(email), m => m.Paragraphs.Contains("alert", StringComparison.Ordinal) || m.Subject.Contains("alert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_link_of_a_mail_is_not_in_the_database_and_never_follows_the_host_that_a_request_names()
    {
        var email = MailIntents.Fresh();
        _browser.DefaultRequestHeaders.Host = "evil.example";
        using var asked = await Ask(email);
        var link = await _portal.Link(email, Subject);
        Assert.StartsWith("/compte/confirmer?jeton=", link, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", await _portal.EverythingStored("outbox"), StringComparison.Ordinal);
        var token = link.Split('=')[1];
        Assert.True(token.Length >= 43, token);
        Assert.DoesNotContain(token, await _portal.EverythingStored("account_link"), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Form(string email, string password = AccountIntents.Password) =>
        new() { ["nom"] = "Claire", ["email"] = email, ["password"] = password };

    private async Task<HttpResponseMessage> Ask(string email, string password = AccountIntents.Password, Dictionary<string, string>? more = null)
    {
        var form = Form(email, password);
        foreach (var (field, value) in more ?? [])
        {
            form[field] = value;
        }

        return await _browser.Send("/compte/creer", form, meanwhile: () => _portal.Clock.Advance(TimeSpan.FromSeconds(4)));
    }

    private Task<string?> Account(string email) => _portal.Stored<string>("select id from account where email = @email", new { email });
}
