using Musenor.Accounts.Messages;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>Mails against a real server: what it gets, and what becomes of a mail when it refuses, falls silent or dies.</summary>
public sealed class SendMailsTests(MailPortal portal) : IClassFixture<MailPortal>
{
    private readonly MovedClock _clock = portal.Clock;

    [Fact]
    public async Task A_mail_has_both_texts_a_link_to_the_site_and_the_headers_of_a_machine()
    {
        var (address, happened) = (MailPortal.Address(), MailPortal.Event());
        await portal.Tell(new Message(happened, Category.MyRequests, "Votre demande de prêt est acceptée")
        {
            Address = address,
            Paragraphs = ["Le musée a répondu « oui » & signe <demain>."],
            ActionLabel = "Voir la demande",
            ActionPath = "/compte/demandes/12?a=1&b=2",
            Kind = "loan",
        });
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        Assert.Equal("Votre demande de prêt est acceptée", mail.Subject);
        Assert.Equal("Réseau de démonstration", mail.From.Mailboxes.Single().Name);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.StartsWith("<https://musees.example.org/desabonnement/", mail.Headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Contains("https://musees.example.org/compte/demandes/12?a=1&b=2", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("« oui » & signe <demain>", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("&amp; signe &lt;demain&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("sent", (await portal.State(happened)).State);
    }

    [Theory]
    [InlineData(Category.ToDo)]
    [InlineData(Category.Security)]
    public async Task A_mail_that_nobody_may_turn_off_does_not_offer_it(Category category)
    {
        var address = MailPortal.Address();
        await portal.Tell(new Message(MailPortal.Event(), category, "À signer") { Address = address });
        await portal.Send();
        Assert.Null(Assert.Single(portal.Server.To(address)).Mail.Headers["List-Unsubscribe"]);
    }

    [Theory]
    [InlineData("Sujet\r\nBcc: victime@example.org")]
    [InlineData("Sujet\nX-Piege: oui")]
    [InlineData("Sujet\rX-Piege: oui")]
    [InlineData("Sujet\u2028X-Piege: oui\u2029fin")]
    [InlineData("Sujet\u0085X-Piege: oui\0")]
    [InlineData("Sujet\r\n\r\n<script>alert(1)</script>")]
    [InlineData("=?utf-8?q?Sujet=0D=0AX-Piege:_oui?=")]
    public async Task Nothing_told_can_start_a_header(string subject)
    {
        var address = MailPortal.Address();
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, subject) { Address = address, Paragraphs = [subject], ActionLabel = subject, ActionPath = "/compte", Thread = subject });
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        Assert.Null(mail.Headers["X-Piege"]);
        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain(mail.Subject!, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.DoesNotContain("<script>", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claire@example.org\r\nRCPT TO:<victime@example.org>")]
    [InlineData("claire@example.org, victime@example.org")]
    [InlineData("Claire <claire@example.org>")]
    [InlineData("cla\u2028ire@example.org")]
    [InlineData("claire")]
    [InlineData("@example.org")]
    public async Task An_address_that_is_not_one_alone_gets_nothing(string address)
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.ToDo, "À signer") { Address = address + " " });
        await portal.Send();
        Assert.Equal(("dropped", "address"), await portal.State(happened));
    }

    [Fact]
    public async Task A_name_cannot_break_the_line_of_the_recipient()
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address);
        await portal.Run("update account set name = @name where id = @account", new { name = "Claire\r\nBcc: victime@example.org", account });
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { AccountId = account });
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        Assert.Empty(mail.Bcc);
        Assert.Equal("Claire  Bcc: victime@example.org", mail.To.Mailboxes.Single().Name);
    }

    [Fact]
    public async Task The_same_event_is_told_once()
    {
        var (address, happened) = (MailPortal.Address(), MailPortal.Event());
        for (var i = 0; i < 3; i++)
        {
            await portal.Tell(new Message(happened, Category.ToDo, "À signer") { Address = address });
            await portal.Send();
        }

        Assert.Single(portal.Server.To(address));
    }

    [Fact]
    public async Task A_conversation_waits_a_minute_and_what_it_says_meanwhile_leaves_in_the_same_mail()
    {
        var (address, thread) = (MailPortal.Address(), MailPortal.Event());
        await portal.Tell(Reply(address, thread, "première"));
        await portal.Send();
        Assert.Empty(portal.Server.To(address));
        _clock.Forward(TimeSpan.FromSeconds(40));
        await portal.Tell(Reply(address, thread, "deuxième"));
        await portal.Tell(Reply(address, "another", "ailleurs"));
        _clock.Forward(TimeSpan.FromSeconds(21));
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        Assert.StartsWith("2 messages", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("première", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("deuxième", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("ailleurs", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_of_one_subject_hang_under_the_same_ancestor()
    {
        var (address, thread) = (MailPortal.Address(), MailPortal.Event());
        for (var i = 0; i < 2; i++)
        {
            await portal.Tell(Reply(address, thread, "réponse"));
            _clock.Forward(TimeSpan.FromSeconds(61));
            await portal.Send();
        }

        var mails = portal.Server.To(address);
        Assert.Equal(2, mails.Select(m => m.Mail.MessageId).Distinct().Count());
        Assert.NotNull(mails[0].Mail.InReplyTo);
        Assert.Single(mails.Select(m => m.Mail.InReplyTo).Distinct());
        Assert.All(mails, m => Assert.Equal(m.Mail.InReplyTo, m.Mail.References.Single()));
    }

    [Fact]
    public async Task An_address_without_anybody_is_given_up_at_once_and_the_others_leave()
    {
        var (unknown, known, happened) = (MailPortal.Address("unknown"), MailPortal.Address(), MailPortal.Event());
        await portal.Tell(new Message(happened, Category.ToDo, "À signer") { Address = unknown });
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = known });
        await portal.Send();
        var (state, problem) = await portal.State(happened);
        Assert.Equal("failed", state);
        Assert.StartsWith("550", problem, StringComparison.Ordinal);
        Assert.Single(portal.Server.To(known));
    }

    [Fact]
    public async Task A_mail_that_the_server_does_not_want_is_given_up()
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.ToDo, "À signer") { Address = MailPortal.Address("spam") });
        await portal.Send();
        Assert.Equal("failed", (await portal.State(happened)).State);
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("closing")]
    [InlineData("cut")]
    [InlineData("hang")]
    public async Task A_server_that_refuses_closes_dies_or_hangs_once_gets_the_mail_once_a_minute_later(string trouble)
    {
        var (address, happened) = (MailPortal.Address(trouble), MailPortal.Event());
        await portal.Tell(new Message(happened, Category.ToDo, "À signer") { Address = address });
        await portal.Send();
        Assert.Empty(portal.Server.To(address));
        Assert.Equal("waiting", (await portal.State(happened)).State);
        await portal.Send();
        Assert.Empty(portal.Server.To(address));
        _clock.Forward(TimeSpan.FromSeconds(61));
        await portal.Send();
        await portal.Send();
        Assert.Single(portal.Server.To(address));
        Assert.Equal("sent", (await portal.State(happened)).State);
    }

    [Fact]
    public async Task A_full_mailbox_is_tried_later_and_later_and_then_given_up()
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.ToDo, "À signer") { Address = MailPortal.Address("full") });
        foreach (var minutes in new[] { 0, 1, 5, 30, 120, 480 })
        {
            _clock.Forward(TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(2));
            await portal.Send();
            Assert.Equal("waiting", (await portal.State(happened)).State);
        }

        _clock.Forward(TimeSpan.FromHours(25));
        await portal.Send();
        Assert.Equal("failed", (await portal.State(happened)).State);
    }

    [Fact]
    public async Task What_is_no_longer_true_is_not_sent()
    {
        var (address, kept, dropped) = (MailPortal.Address(), MailPortal.Event(), MailPortal.Event());
        await portal.Tell(new Message(kept, Category.ToDo, "Toujours vrai") { Address = address, Check = "said", About = "true" });
        await portal.Tell(new Message(dropped, Category.ToDo, "Plus vrai") { Address = address, Check = "said", About = "false" });
        await portal.Send();
        Assert.Equal("Toujours vrai", Assert.Single(portal.Server.To(address)).Mail.Subject);
        Assert.Equal(("dropped", "untrue"), await portal.State(dropped));
    }

    [Fact]
    public async Task A_check_that_nobody_answers_fails_alone()
    {
        var (wrong, address) = (MailPortal.Event(), MailPortal.Address());
        await portal.Tell(new Message(wrong, Category.ToDo, "À signer") { Address = MailPortal.Address(), Check = "nobody" });
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = address });
        await portal.Send();
        Assert.Equal("failed", (await portal.State(wrong)).State);
        Assert.Single(portal.Server.To(address));
    }

    [Theory]
    [InlineData("update account set email_confirmed = @no where id = @account", "unconfirmed")]
    [InlineData("update account set state = 'erased' where id = @account", "erased")]
    public async Task Somebody_who_is_not_there_any_more_gets_nothing(string change, string reason)
    {
        var (address, happened) = (MailPortal.Address(), MailPortal.Event());
        var account = await portal.Account(address);
        await portal.Tell(new Message(happened, Category.ToDo, "À signer") { AccountId = account });
        await portal.Run(change, new { account, no = false });
        await portal.Send();
        Assert.Equal(("dropped", reason), await portal.State(happened));
        Assert.Empty(portal.Server.To(address));
    }

    private static Message Reply(string address, string thread, string text) =>
        new(MailPortal.Event(), Category.Conversations, $"Réponse {text}") { Address = address, Thread = thread, Paragraphs = [text] };
}
