using System.Net;
using Musenor.Accounts.Messages;
using Musenor.Tests.Accounts;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>Messages on the site, and the count in the head of each page.</summary>
public sealed class MessagesTests(MailPortal portal) : IClassFixture<MailPortal>
{
    [Fact]
    public async Task Unread_messages_come_first_and_are_counted_on_every_page()
    {
        var (browser, account) = await Signed();
        await Tell(account, "La première");
        await Tell(account, "La deuxième");
        Assert.Contains("Messages (2 non lus)", await browser.GetStringAsync("/musees"), StringComparison.Ordinal);
        using var read = await browser.Send("/compte/messages", [], "form:has(input[name=message])");
        Assert.Equal(HttpStatusCode.Redirect, read.StatusCode);
        var page = await browser.GetStringAsync("/compte/messages");
        Assert.Contains("Messages (1 non lu)", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("La première", StringComparison.Ordinal) < page.IndexOf("La deuxième", StringComparison.Ordinal), "the unread one is first");
    }

    [Fact]
    public async Task Following_a_message_reads_it_and_its_mail_does_not_leave()
    {
        var (browser, account) = await Signed();
        var happened = await Tell(account, "À lire", "/compte/notifications");
        var link = System.Text.RegularExpressions.Regex.Match(await browser.GetStringAsync("/compte/messages"), "/compte/messages/[0-9a-f-]{36}").Value;
        using var answer = await browser.GetAsync(link);
        Assert.Equal("/compte/notifications", answer.Headers.Location?.OriginalString);
        await portal.Send();
        Assert.Equal(("dropped", "read"), await portal.State(happened));
    }

    [Fact]
    public async Task All_are_marked_at_once()
    {
        var (browser, account) = await Signed();
        await Tell(account, "Un");
        await Tell(account, "Deux");
        using var answer = await browser.Send("/compte/messages", [], "#tout-lu");
        Assert.Equal("{\"unread\":0,", (await browser.GetStringAsync("/compte/messages.json"))[..12]);
    }

    [Fact]
    public async Task Somebody_elses_message_is_neither_shown_nor_read()
    {
        var (_, account) = await Signed();
        var happened = await Tell(account, "Privé", "/compte");
        var id = await Id(happened);
        var (stranger, _) = await Signed();
        Assert.DoesNotContain("Privé", await stranger.GetStringAsync("/compte/messages"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/compte/messages/{id}")).StatusCode);
        using var visitor = portal.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/compte/messages")).StatusCode);
    }

    [Fact]
    public async Task A_long_list_has_pages_and_none_beyond_the_last()
    {
        var (browser, account) = await Signed();
        for (var i = 0; i < 21; i++)
        {
            await Tell(account, $"Message {i}");
        }

        Assert.Contains("Message 0", await browser.GetStringAsync("/compte/messages?page=2"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/compte/messages?page=3")).StatusCode);
    }

    [Fact]
    public async Task What_was_written_in_a_message_stays_text()
    {
        var (browser, account) = await Signed();
        await Tell(account, "<script>alert(1)</script>");
        Assert.DoesNotContain("<script>alert", await browser.GetStringAsync("/compte/messages"), StringComparison.Ordinal);
    }

    private async Task<(HttpClient Browser, string Account)> Signed()
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address);
        return (await portal.SignIn(address), account);
    }

    private async Task<string> Tell(string account, string subject, string? path = null)
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.MyRequests, subject) { AccountId = account, ActionPath = path, Paragraphs = [subject] });
        portal.Clock.Forward(TimeSpan.FromSeconds(1));
        return happened;
    }

    private async Task<string> Id(string happened)
    {
        await using var connection = await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Musenor.Storage.Database>(portal.Services).Open();
        return await Dapper.SqlMapper.QuerySingleAsync<string>(connection, "select id from outbox where event = @happened and channel = 'site'", new { happened });
    }
}
