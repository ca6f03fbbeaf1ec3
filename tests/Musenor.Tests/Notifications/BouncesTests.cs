using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Bounces;
using Musenor.Tests.Accounts;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>Mails that come back: counted against their address, which gets none any more at four points; the person and the team see why.</summary>
public sealed class BouncesTests(MailPortal portal) : IClassFixture<MailPortal>
{
    [Fact]
    public async Task Two_refusals_stop_the_mails_except_for_the_safety_of_the_account_and_the_person_resumes_them()
    {
        var address = MailPortal.Address("unknown");
        var account = await portal.Account(address);
        for (var i = 0; i < 2; i++)
        {
            await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { AccountId = account });
            await portal.Send();
        }

        var (stopped, security) = (MailPortal.Event(), MailPortal.Event());
        await portal.Tell(new Message(stopped, Category.ToDo, "À signer") { AccountId = account });
        await portal.Tell(new Message(security, Category.Security, "Nouveau mot de passe") { AccountId = account });
        await portal.Send();
        Assert.Equal(("dropped", "bounced"), await portal.State(stopped));
        Assert.Equal("failed", (await portal.State(security)).State);

        using var browser = await portal.SignIn(address);
        Assert.Contains("ne vous parviennent plus", await browser.GetStringAsync("/compte/messages"), StringComparison.Ordinal);
        using var resumed = await browser.Send("/compte/notifications", [], "form[action*=Resume]");
        Assert.Equal(HttpStatusCode.Redirect, resumed.StatusCode);
        Assert.DoesNotContain("ne vous parviennent plus", await browser.GetStringAsync("/compte/messages"), StringComparison.Ordinal);
        var again = MailPortal.Event();
        await portal.Tell(new Message(again, Category.ToDo, "À signer") { AccountId = account });
        await portal.Send();
        Assert.Equal("failed", (await portal.State(again)).State);
    }

    [Fact]
    public async Task The_team_sees_which_addresses_are_stopped_and_why_without_the_whole_address()
    {
        var address = MailPortal.Address("unknown");
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = address });
        await portal.Send();
        var team = MailPortal.Address("team");
        await portal.Account(team, Role.NetworkTeam);
        using var browser = await portal.SignIn(team);
        var page = await browser.GetStringAsync("/gestion/courriels?etat=rebonds");
        Assert.Contains($"u…{address[address.IndexOf('@', StringComparison.Ordinal) - 1]}@example.org", page, StringComparison.Ordinal);
        Assert.Contains("550 5.1.1 No such person here", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failed", "5.1.1", 2)]
    [InlineData("failed", "4.2.2", 1)]
    [InlineData("delayed", "4.4.1", 0)]
    [InlineData("delivered", "2.0.0", 0)]
    public async Task A_report_counts_by_what_it_says_and_once(string action, string status, int points)
    {
        var address = MailPortal.Address();
        var message = await Sent(address);
        var counted = Assert.IsType<Outcome.Done>(await Read(Report(address, message, action, status)));
        Assert.Equal(points > 0 ? "1" : "0", counted.Id);
        await Read(Report(address, message, action, status));
        Assert.Equal(points, await Score(address));
    }

    [Fact]
    public async Task A_report_with_headers_only_and_the_original_recipient_is_understood()
    {
        var address = MailPortal.Address();
        var report = Report("forwarded@elsewhere.example", await Sent(address), "failed", "5.1.1", $"Original-Recipient: rfc822;{address}", "text/rfc822-headers");
        Assert.Equal("1", Assert.IsType<Outcome.Done>(await Read(report)).Id);
        Assert.Equal(2, await Score(address));
    }

    [Fact]
    public async Task A_report_about_a_mail_that_went_to_somebody_else_counts_for_nothing()
    {
        var (address, victim) = (MailPortal.Address(), MailPortal.Address());
        await Read(Report(victim, await Sent(address), "failed", "5.1.1"));
        await Read(Report(victim, "invented@example.org", "failed", "5.1.1"));
        Assert.Equal(0, await Score(victim));
    }

    [Theory]
    [InlineData("Subject: en vacances\r\n\r\nJe reviens lundi.")]
    [InlineData("")]
    [InlineData("\0\u0001garbage")]
    public async Task What_is_no_report_is_refused(string mail) => Assert.IsType<Outcome.Invalid>(await Read(mail));

    [Fact]
    public async Task Points_are_forgotten_after_thirty_days()
    {
        var address = MailPortal.Address("unknown");
        for (var i = 0; i < 2; i++)
        {
            await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = address });
            await portal.Send();
        }

        Assert.Equal(4, await Score(address));
        portal.Clock.Forward(TimeSpan.FromDays(31));
        Assert.Equal(0, await Score(address));
    }

    private Task<Outcome> Read(string mail) => portal.Ask((RecordBounce record) => record.Run(new MemoryStream(Encoding.UTF8.GetBytes(mail))));

    private async Task<int> Score(string address)
    {
        await using var connection = await portal.Services.GetRequiredService<Musenor.Storage.Database>().Open();
        return await BounceScore.Of(connection, address, portal.Clock.GetUtcNow());
    }

    private async Task<string> Sent(string address)
    {
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = address });
        await portal.Send();
        return Assert.Single(portal.Server.To(address)).Mail.MessageId!;
    }

    private static string Report(string recipient, string message, string action, string status, string? more = null, string original = "message/rfc822") => $"""
        From: MAILER-DAEMON@mail.example.org
        To: portail@example.org
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        I'm sorry to have to inform you.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.org

        Final-Recipient: rfc822; {recipient}
        {more ?? "X-Nothing: more"}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 no such user

        --b
        Content-Type: {original}

        From: portail@example.org
        Message-ID: <{message}>
        Subject: test

        --b--
        """.ReplaceLineEndings("\r\n");
}
