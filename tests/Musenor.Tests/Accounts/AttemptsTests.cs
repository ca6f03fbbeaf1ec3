using System.Net;
using Musenor.Accounts;
using Musenor.Accounts.SignIn;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>Strangers who guess are slowed; the owner is never shut out.</summary>
public sealed class AttemptsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Five_wrong_passwords_from_one_place_make_it_wait_an_hour_and_no_other_place()
    {
        var email = await Person();
        using var stranger = _portal.Visitor("203.0.113.1");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Try(stranger, email, "wrong"));
        }

        using (var refused = await stranger.Send("/compte/connexion", new() { ["email"] = email, ["password"] = AccountIntents.Password }))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Contains("Réessayez dans 60 minutes", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // The same line of the same household, another address of its /64: here IPv4, so another place.
        using var owner = _portal.Visitor("203.0.113.2");
        Assert.Equal(HttpStatusCode.Redirect, await Try(owner, email, AccountIntents.Password));
        _portal.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Redirect, await Try(stranger, email, AccountIntents.Password));
    }

    [Fact]
    public async Task An_address_without_an_account_is_counted_the_same()
    {
        using var stranger = _portal.Visitor("203.0.113.1");
        var nobody = MailIntents.Fresh("nobody");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Try(stranger, nobody, "wrong"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(stranger, nobody, "wrong"));
    }

    [Fact]
    public async Task Tries_at_the_same_moment_do_not_slip_through()
    {
        var email = await Person();
        using var gate = new Barrier(12);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            using var stranger = _portal.Visitor("203.0.113.1");
            gate.SignalAndWait();
            return await Try(stranger, email, "wrong");
        })));
        Assert.Equal(5, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(7, answers.Count(a => a == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_crowd_of_strangers_is_slowed_while_the_owner_comes_in_from_a_known_browser_or_by_mail()
    {
        var email = await Person();
        using var known = await _portal.SignIn(email);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 14; i++)
        {
            using var stranger = _portal.Visitor($"192.0.2.{i + 1}");
            answers.Add(await Try(stranger, email, "wrong"));
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.Redirect, await Try(known, email, AccountIntents.Password));

        using var elsewhere = _portal.Visitor("203.0.113.80");
        using var asked = await elsewhere.Send("/compte/mot-de-passe-oublie", new() { ["email"] = email }, meanwhile: () => _portal.Clock.Advance(TimeSpan.FromSeconds(4)));
        using var reset = await elsewhere.Send(await _portal.Link(email, "nouveau mot de passe"), new() { ["password"] = "sept barques de bois peint" });
        Assert.Equal("/compte/connexion", reset.Headers.Location?.OriginalString);
        // That browser is a known one from then on: strangers who go on guessing do not make it wait.
        for (var i = 0; i < 3; i++)
        {
            using var stranger = _portal.Visitor($"192.0.2.{i + 101}");
            await Try(stranger, email, "wrong");
        }

        Assert.Equal(HttpStatusCode.Redirect, await Try(elsewhere, email, "sept barques de bois peint"));
    }

    [Fact]
    public async Task Somebody_who_guesses_on_the_same_line_does_not_lock_the_known_browser_of_a_colleague()
    {
        var email = await Person();
        using var colleague = _portal.Visitor("203.0.113.1");
        Assert.Equal(HttpStatusCode.Redirect, await Try(colleague, email, AccountIntents.Password));
        using var joker = _portal.Visitor("203.0.113.1");
        for (var i = 0; i < 6; i++)
        {
            await Try(joker, email, "wrong");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(joker, email, "wrong"));
        Assert.Equal(HttpStatusCode.Redirect, await Try(colleague, email, AccountIntents.Password));
    }

    [Fact]
    public async Task A_cookie_of_a_known_browser_cannot_be_made_up()
    {
        var email = await Person();
        using var joker = _portal.Visitor("203.0.113.1");
        joker.DefaultRequestHeaders.Add("Cookie", "musenor-appareil=CfDJ8AAAA");
        for (var i = 0; i < 5; i++)
        {
            await Try(joker, email, "wrong");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(joker, email, AccountIntents.Password));
    }

    [Fact]
    public void The_pace_grows_and_ends() => Assert.Equal(
        [0, 5, 10, 20, 900],
        new[] { 9, 10, 13, 16, 1_000_000 }.Select(wrong => (int)Attempts.Pace(wrong).TotalSeconds));

    private async Task<string> Person()
    {
        var email = MailIntents.Fresh();
        Assert.IsType<Outcome.Done>(await _portal.Ask((AddAccount add) => add.Run(new(email, "Claire", AccountIntents.Password, null, null))));
        return email;
    }

    private static async Task<HttpStatusCode> Try(HttpClient browser, string email, string password)
    {
        using var answer = await browser.Send("/compte/connexion", new() { ["email"] = email, ["password"] = password });
        return answer.StatusCode;
    }
}
