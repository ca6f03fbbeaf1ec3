using System.Net;
using Musenor.Accounts.Access;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>Cookies and forged forms.</summary>
public sealed class FormSafetyTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private static readonly string[] Forms =
    [
        "/compte/connexion", "/compte/connexion/code", "/compte/connexion/cle", "/compte/connexion/cle/options", "/compte/creer", "/compte/confirmation", "/compte/confirmer",
        "/compte/mot-de-passe-oublie", "/compte/nouveau-mot-de-passe", "/compte/adresse/confirmer", "/compte/pas-moi", "/compte/deconnexion",
        "/compte/mot-de-passe", "/compte/adresse", "/compte/double-authentification?handler=Enable", "/compte/double-authentification?handler=Disable",
        "/compte/double-authentification?handler=Codes", "/compte/cles", "/compte/cles?handler=Remove", "/compte/cles/options", "/compte/sessions?handler=End", "/compte/sessions?handler=All",
    ];

    private readonly MusenorFixture _portal = fixture.Portal;

    public static TheoryData<string> Every => [.. Forms];

    [Theory, MemberData(nameof(Every))]
    public async Task A_form_that_another_site_sends_is_refused(string address)
    {
        using var browser = await _portal.SignedIn(Role.Professional, "M0001");
        using var forged = await browser.PostAsync(address, new FormUrlEncodedContent([new("email", "a@example.org"), new("jeton", "x")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/compte")).StatusCode);
    }

    [Fact]
    public async Task A_form_of_one_session_is_worth_nothing_in_another()
    {
        using var one = await _portal.SignedIn();
        using var two = await _portal.SignedIn();
        var page = await one.GetStringAsync("/compte/mot-de-passe");
        var token = System.Text.RegularExpressions.Regex.Match(page, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.NotEmpty(token);
        using var shown = await two.GetAsync("/compte/mot-de-passe");
        using var replayed = await two.PostAsync("/compte/mot-de-passe", new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), new("current", AccountIntents.Password), new("password", "sept barques de bois peint")]));
        Assert.Equal(HttpStatusCode.BadRequest, replayed.StatusCode);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_of_other_sites()
    {
        var cookies = await Cookies(_portal.Visitor());
        Assert.Equal(["musenor", "musenor-appareil", "musenor-dit", "musenor-formulaires"], cookies.Select(c => c.Split('=')[0]).Distinct().Order());
        Assert.All(cookies, c =>
        {
            Assert.Contains("httponly", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", c, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", c);
            Assert.DoesNotContain("domain", c, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Over_https_cookies_travel_encrypted_only_and_belong_to_this_host()
    {
        await using var app = _portal.Set(("Site:BaseUrl", "https://collections.example.org"));
        using var browser = app.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://collections.example.org") });
        Assert.All(await Cookies(browser), c =>
        {
            Assert.StartsWith("__Host-musenor", c, StringComparison.Ordinal);
            Assert.Contains("secure", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", c, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", c, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}")]
    [InlineData("<script>")]
    public async Task What_is_no_passkey_is_refused_in_words(string credential)
    {
        using var browser = _portal.Visitor();
        using var refused = await browser.Send("/compte/connexion/cle", new() { ["credential"] = credential });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("ouvre aucun compte", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var person = await _portal.SignedIn();
        using var alsoRefused = await person.Send("/compte/cles", new() { ["credential"] = credential, ["nom"] = "bureau", ["current"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, alsoRefused.StatusCode);
    }

    private async Task<List<string>> Cookies(HttpClient browser)
    {
        var email = MailIntents.Fresh();
        await _portal.Account(email);
        using var opened = await browser.GetAsync("/compte/connexion");
        using var answer = await browser.Send("/compte/connexion", new() { ["email"] = email, ["password"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        browser.Dispose();
        return [.. opened.Headers.GetValues("Set-Cookie"), .. answer.Headers.GetValues("Set-Cookie")];
    }
}
