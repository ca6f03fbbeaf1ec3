using AngleSharp.Html.Parser;
using Musenor.Accounts.Messages;
using Musenor.Tests.Museums;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>Whatever somebody wrote stays text in mails and in messages, and links lead to this site.</summary>
public sealed class MailTextTests(MailPortal portal) : IClassFixture<MailPortal>
{
    private static readonly string[] Ours = ["HTML", "HEAD", "META", "TITLE", "BODY", "P", "BR", "STRONG", "H2", "A", "HR"];

    [Fact]
    public async Task Attacks_of_the_corpus_stay_text_in_the_mail_and_on_the_site()
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address);
        var payloads = await File.ReadAllLinesAsync(RealMuseums.Corpus("xss.txt"));
        foreach (var payload in payloads)
        {
            await portal.Tell(new Message(MailPortal.Event(), Category.Conversations, payload) { AccountId = account, Thread = "corpus", Paragraphs = [payload], ActionLabel = payload, ActionPath = "/compte" });
        }

        portal.Clock.Forward(TimeSpan.FromSeconds(61));
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        var document = new HtmlParser().ParseDocument(mail.HtmlBody!);
        Assert.Empty(document.All.Select(e => e.TagName).Except(Ours));
        Assert.DoesNotContain(document.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(document.QuerySelectorAll("a"), a => Assert.StartsWith("https://musees.example.org/", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains(payloads[0], document.Body!.TextContent, StringComparison.Ordinal);

        using var browser = await portal.SignIn(address);
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync("/compte/messages"));
        Assert.Empty(page.QuerySelectorAll("main script, main img, main svg, main iframe, main [onerror], main [onload], main a[href^='javascript:']"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_link_that_leads_elsewhere_is_left_out(string path)
    {
        var address = MailPortal.Address();
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = address, ActionLabel = "Signer", ActionPath = path });
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        Assert.DoesNotContain("evil", mail.HtmlBody + mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", mail.HtmlBody + mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_may_be_turned_off_by_itself_is_named_in_the_mail_and_on_the_page()
    {
        var address = MailPortal.Address();
        await portal.Tell(new Message(MailPortal.Event(), Category.MyRequests, "Prêt accepté") { Address = address, Kind = "loan" });
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        Assert.Contains("Ne plus recevoir «\u00A0Messages\u00A0»", mail.TextBody, StringComparison.Ordinal);
        using var visitor = portal.Visitor();
        Assert.Contains("Ne plus recevoir «\u00A0Messages\u00A0»", System.Net.WebUtility.HtmlDecode(await visitor.GetStringAsync(new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>')).AbsolutePath)), StringComparison.Ordinal);
    }
}
