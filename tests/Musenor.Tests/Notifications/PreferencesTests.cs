using System.Net;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Tests.Accounts;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>What people choose to get, on their page and from the link of a mail.</summary>
public sealed class PreferencesTests(MailPortal portal) : IClassFixture<MailPortal>
{
    [Fact]
    public async Task Somebody_new_gets_no_news_until_they_choose_them()
    {
        using var browser = await Signed(MailPortal.Address());
        var page = await browser.GetStringAsync("/compte/notifications");
        Assert.Matches("name=\"watch\"[^<]*>(?s:.*?)<option value=\"off\" selected=\"selected\">", page);
        Assert.Matches("name=\"conversations\"[^<]*>(?s:.*?)<option value=\"now\" selected=\"selected\">", page);
    }

    [Fact]
    public async Task What_is_chosen_is_kept_and_obeyed()
    {
        var (address, off, on) = (MailPortal.Address(), MailPortal.Event(), MailPortal.Event());
        var account = await portal.Account(address);
        using var browser = await portal.SignIn(address);
        using var saved = await browser.Send("/compte/notifications", new() { ["conversations"] = "off", ["watch"] = "now" }, "#preferences");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await portal.Tell(new Message(off, Category.Conversations, "Une réponse") { AccountId = account });
        await portal.Tell(new Message(on, Category.Watch, "Une fiche") { AccountId = account });
        portal.Clock.Forward(TimeSpan.FromSeconds(61));
        await portal.Send();
        Assert.Equal(("dropped", "off"), await portal.State(off));
        Assert.Equal("Une fiche", Assert.Single(portal.Server.To(address)).Mail.Subject);
    }

    [Fact]
    public async Task One_kind_of_request_is_turned_off_by_itself()
    {
        var (address, loan, other) = (MailPortal.Address(), MailPortal.Event(), MailPortal.Event());
        var account = await portal.Account(address);
        using var browser = await portal.SignIn(address);
        using var saved = await browser.Send("/compte/notifications", new() { ["kinds"] = "" }, "#preferences");
        await portal.Tell(new Message(loan, Category.MyRequests, "Prêt accepté") { AccountId = account, Kind = "loan" });
        await portal.Tell(new Message(other, Category.MyRequests, "Séance déplacée") { AccountId = account });
        await portal.Send();
        Assert.Equal(("dropped", "off"), await portal.State(loan));
        Assert.Equal("sent", (await portal.State(other)).State);
    }

    [Fact]
    public async Task A_frequency_that_does_not_exist_is_said_beside_its_field()
    {
        using var browser = await Signed(MailPortal.Address());
        using var answer = await browser.Send("/compte/notifications", new() { ["watch"] = "hourly" }, "#preferences");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("id=\"watch-erreur\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_do_cannot_be_turned_off()
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address);
        await portal.Run("insert into mail_preference (recipient, category, frequency, changed_at) values (@account, 'ToDo', 'off', '2026-01-01T00:00:00Z')", new { account });
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { AccountId = account });
        await portal.Send();
        Assert.Single(portal.Server.To(address));
    }

    [Fact]
    public async Task Opening_the_link_of_a_mail_changes_nothing_and_a_provider_unsubscribes_without_session_or_form()
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address);
        var link = await UnsubscribeLink(account, address);
        using var scanner = portal.Visitor();
        using var opened = await scanner.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Single(await Tried(account));

        using var provider = portal.Visitor();
        using var posted = await provider.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Empty(await Tried(account));
        await portal.Tell(new Message(MailPortal.Event(), Category.MyRequests, "Séance déplacée") { AccountId = account });
        await portal.Send();
        Assert.Equal("Séance déplacée", portal.Server.To(address)[^1].Mail.Subject);
    }

    [Fact]
    public async Task All_optional_mails_stop_in_one_click_and_what_is_to_do_still_comes()
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address);
        var link = await UnsubscribeLink(account, address);
        using var visitor = portal.Visitor();
        using var posted = await visitor.PostAsync(link, new FormUrlEncodedContent([new("tout", "true")]));
        var before = portal.Server.To(address).Count;
        await portal.Tell(new Message(MailPortal.Event(), Category.MyRequests, "Prêt accepté") { AccountId = account, Kind = "loan" });
        await portal.Tell(new Message(MailPortal.Event(), Category.MyRequests, "Séance déplacée") { AccountId = account });
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { AccountId = account });
        await portal.Send();
        Assert.Equal("À signer", Assert.Single(portal.Server.To(address).Skip(before)).Mail.Subject);
    }

    [Theory]
    [InlineData("anything")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("Q2ZESjhB")]
    public async Task A_token_that_is_not_ours_unsubscribes_nobody(string token)
    {
        using var visitor = portal.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/desabonnement/{token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync($"/desabonnement/{token}", new FormUrlEncodedContent([]))).StatusCode);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var address = MailPortal.Address();
        var link = await UnsubscribeLink(await portal.Account(address), address);
        var changed = link[..^3] + (link[^3] == 'A' ? 'B' : 'A') + link[^2..];
        using var visitor = portal.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(changed, new FormUrlEncodedContent([]))).StatusCode);
    }

    private async Task<string> UnsubscribeLink(string account, string address)
    {
        await portal.Tell(new Message(MailPortal.Event(), Category.Conversations, "Une réponse") { AccountId = account });
        portal.Clock.Forward(TimeSpan.FromSeconds(61));
        await portal.Send();
        var header = Assert.Single(portal.Server.To(address)).Mail.Headers["List-Unsubscribe"]!;
        return new Uri(header.Trim('<', '>')).AbsolutePath;
    }

    private async Task<IEnumerable<string>> Tried(string account)
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.Conversations, "Une autre réponse") { AccountId = account });
        portal.Clock.Forward(TimeSpan.FromSeconds(61));
        await portal.Send();
        return (await portal.State(happened)).State == "sent" ? [happened] : [];
    }

    private async Task<HttpClient> Signed(string address, Role? role = null)
    {
        await portal.Account(address, role);
        return await portal.SignIn(address);
    }
}
