using System.Net;
using AngleSharp.Html.Parser;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Accounts.Security;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts;

public sealed class SecondFactorTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private const string Page = "/compte/double-authentification";
    private readonly MusenorFixture _portal = fixture.Portal;

    [Fact]
    public async Task Enrolling_wakes_a_role_of_the_association_in_a_new_session()
    {
        var email = await Person(Role.NetworkTeam);
        using var browser = await _portal.SignIn(email);
        using (var asleep = await browser.GetAsync("/gestion"))
        {
            Assert.Equal(Page, asleep.Headers.Location?.OriginalString);
        }

        var (_, codes) = await Enrol(browser);
        Assert.Equal(10, codes.Length);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion")).StatusCode);
        Assert.Contains(await _portal.Mails(email), m => m.Subject == "La double authentification est en place");
        Assert.DoesNotContain(codes[0], await _portal.EverythingStored("recovery_code"), StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], await browser.GetStringAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_asked_after_the_password_and_serves_once()
    {
        var email = await Person();
        using var first = await _portal.SignIn(email);
        var (key, _) = await Enrol(first);

        _portal.Clock.Advance(TimeSpan.FromSeconds(60));
        using var browser = _portal.Visitor();
        using var half = await Password(browser, email);
        Assert.Equal("/compte/connexion/code?retour=%2Fcompte", half.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/compte")).StatusCode);
        var code = Totp.Code(key, _portal.Clock.GetUtcNow());
        using var whole = await Code(browser, code);
        Assert.Equal("/compte", whole.Headers.Location?.OriginalString);

        using var shoulder = _portal.Visitor();
        using var alsoHalf = await Password(shoulder, email);
        using var replayed = await Code(shoulder, code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replayed.StatusCode);
    }

    [Fact]
    public async Task One_code_sent_by_many_at_the_same_moment_opens_one_session()
    {
        var email = await Person();
        using var first = await _portal.SignIn(email);
        var (key, _) = await Enrol(first);
        _portal.Clock.Advance(TimeSpan.FromSeconds(60));
        var code = Totp.Code(key, _portal.Clock.GetUtcNow());
        var browsers = Enumerable.Range(0, 4).Select(_ => _portal.Visitor()).ToArray();
        foreach (var browser in browsers)
        {
            using var half = await Password(browser, email);
        }

        using var gate = new Barrier(browsers.Length);
        var answers = await Task.WhenAll(browsers.Select(browser => Task.Run(async () =>
        {
            gate.SignalAndWait();
            using var answer = await Code(browser, code);
            return answer.StatusCode;
        })));
        Assert.Single(answers, a => a == HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_code_on_paper_serves_once_however_it_is_typed()
    {
        var email = await Person();
        using var first = await _portal.SignIn(email);
        var (_, codes) = await Enrol(first);
        using var browser = _portal.Visitor();
        using var half = await Password(browser, email);
        using var entered = await Code(browser, $" {codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} ");
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        Assert.Contains(await _portal.Mails(email), m => m.Subject == "Un code de secours a servi");

        using var again = _portal.Visitor();
        using var alsoHalf = await Password(again, email);
        using var refused = await Code(again, codes[3]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task Five_wrong_codes_and_the_account_waits_until_its_password_is_changed_by_mail()
    {
        var email = await Person();
        using var first = await _portal.SignIn(email);
        var (key, _) = await Enrol(first);
        using var browser = _portal.Visitor();
        using var half = await Password(browser, email);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await Code(browser, "000000");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        _portal.Clock.Advance(TimeSpan.FromSeconds(60));
        using var stopped = await Code(browser, Totp.Code(key, _portal.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
    }

    [Fact]
    public async Task The_step_of_the_code_ends_after_five_minutes()
    {
        var email = await Person();
        using var first = await _portal.SignIn(email);
        var (key, _) = await Enrol(first);
        using var browser = _portal.Visitor();
        using var half = await Password(browser, email);
        using var form = await browser.GetAsync("/compte/connexion/code");
        _portal.Clock.Advance(TimeSpan.FromMinutes(6));
        using var late = await browser.GetAsync("/compte/connexion/code");
        Assert.Equal("/compte/connexion", late.Headers.Location?.OriginalString);
        Assert.NotEmpty(key);
    }

    [Fact]
    public async Task Turning_it_off_asks_the_password_and_is_refused_to_a_role_that_needs_it()
    {
        var (free, bound) = (await Person(), await Person(Role.Moderator));
        using var browser = await _portal.SignIn(free);
        await Enrol(browser);
        using var off = await Post(browser, "Disable", AccountIntents.Password);
        Assert.Equal("/compte", off.Headers.Location?.OriginalString);
        using var plain = await _portal.SignIn(free);

        using var moderator = await _portal.SignIn(bound);
        await Enrol(moderator);
        using var kept = await Post(moderator, "Disable", AccountIntents.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.StatusCode);
        Assert.Contains("ne peut pas être arrêtée", await kept.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var unasked = await Post(browser, "Disable", "wrong");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unasked.StatusCode);
    }

    [Fact]
    public async Task New_codes_take_the_place_of_the_former_ones()
    {
        var email = await Person();
        using var browser = await _portal.SignIn(email);
        var (_, former) = await Enrol(browser);
        using var made = await Post(browser, "Codes", AccountIntents.Password);
        var codes = Codes(await made.Content.ReadAsStringAsync());
        Assert.Equal(10, codes.Length);
        Assert.Empty(codes.Intersect(former));
        using var other = _portal.Visitor();
        using var half = await Password(other, email);
        using var refused = await Code(other, former[0]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task A_wrong_code_at_enrolment_keeps_the_same_picture_and_a_forged_key_is_refused()
    {
        using var browser = await _portal.SignIn(await Person());
        using var wrong = await browser.Send(Page, new() { ["code"] = "000000", ["current"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var forged = Totp.NewKey();
        using var refused = await browser.Send(Page, new() { ["proposed"] = forged, ["code"] = Totp.Code(forged, _portal.Clock.GetUtcNow()), ["current"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task Enrolling_asks_the_password_of_whoever_sits_at_an_open_session()
    {
        using var browser = await _portal.SignIn(await Person());
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(Page));
        var key = page.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        using var refused = await browser.Send(Page, new()
        {
            ["proposed"] = page.QuerySelector("input[name=proposed]")!.GetAttribute("value")!,
            ["code"] = Totp.Code(key, _portal.Clock.GetUtcNow()),
            ["current"] = "not the password",
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    /// <summary>RFC 6238, appendix B, cut to six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(2000000000, "279037")]
    public void Codes_are_those_of_the_standard(long at, string code)
    {
        const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // « 12345678901234567890 »
        Assert.Equal(code, Totp.Code(Key, DateTimeOffset.FromUnixTimeSeconds(at)));
    }

    /// <summary>Enrols as a person would: reads the key on the page, types its code, copies the codes on paper.</summary>
    private async Task<(string Key, string[] Codes)> Enrol(HttpClient browser)
    {
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(Page));
        var key = page.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.StartsWith("data:image/png;base64,", page.QuerySelector("img.qr")!.GetAttribute("src")!, StringComparison.Ordinal);
        using var enabled = await browser.Send(Page, new()
        {
            ["proposed"] = page.QuerySelector("input[name=proposed]")!.GetAttribute("value")!,
            ["code"] = Totp.Code(key, _portal.Clock.GetUtcNow()),
            ["current"] = AccountIntents.Password,
        });
        Assert.Equal(HttpStatusCode.OK, enabled.StatusCode);
        return (key, Codes(await enabled.Content.ReadAsStringAsync()));
    }

    private static string[] Codes(string html) => [.. new HtmlParser().ParseDocument(html).QuerySelectorAll(".codes code").Select(c => c.TextContent)];

    private static async Task<HttpResponseMessage> Post(HttpClient browser, string handler, string password)
    {
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(Page));
        var token = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await browser.PostAsync($"{Page}?handler={handler}", new FormUrlEncodedContent(new Dictionary<string, string> { ["current"] = password, ["__RequestVerificationToken"] = token }));
    }

    private static Task<HttpResponseMessage> Password(HttpClient browser, string email) =>
        browser.Send("/compte/connexion", new() { ["email"] = email, ["password"] = AccountIntents.Password });

    private static Task<HttpResponseMessage> Code(HttpClient browser, string code) => browser.Send("/compte/connexion/code", new() { ["code"] = code });

    private async Task<string> Person(Role? role = null)
    {
        var email = MailIntents.Fresh();
        Assert.IsType<Outcome.Done>(await _portal.Ask((AddAccount add) => add.Run(new(email, "Claire", AccountIntents.Password, role, null))));
        return email;
    }
}
