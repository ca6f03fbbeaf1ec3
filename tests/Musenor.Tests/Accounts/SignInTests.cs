using System.Net;
using Musenor.Accounts.Access;
using Xunit;

namespace Musenor.Tests.Accounts;

public sealed class SignInTests : IAsyncDisposable
{
    private readonly MusenorFixture _portal = new();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

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
        await _portal.Account("claire@example.org");
        using var browser = _portal.Visitor();
        using var known = await browser.Send("/compte/connexion", new() { ["email"] = "claire@example.org", ["password"] = "wrong" });
        using var unknown = await browser.Send("/compte/connexion", new() { ["email"] = "nobody@example.org", ["password"] = "wrong" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, known.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
    }
}
