using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Musenor.Notifications.Preferences;
using Musenor.Web;

namespace Musenor.Notifications.Mail;

/// <summary>Writes a mail: both texts, and headers that nothing told can break.</summary>
internal sealed class ComposeMail(SiteSettings site, MailSettings settings, UnsubscribeLink unsubscribe, TimeProvider clock)
{
    private const int MostInADigest = 50;

    private static readonly Texts Words = Texts.Of("Notifications");

    private string Host => site.BaseUrl.IdnHost.Contains('.', StringComparison.Ordinal) ? site.BaseUrl.IdnHost : "musenor.localhost";

    public MimeMessage Of(Letter letter, string address, string name)
    {
        var first = letter.First;
        var mail = new MimeMessage { Date = clock.GetUtcNow(), Subject = OneLine.Of(Subject(letter)), MessageId = first.MessageId ?? $"{first.Id}@{Host}" };
        mail.From.Add(settings.From ?? new MailboxAddress(OneLine.Of(site.Name), $"ne-pas-repondre@{Host}"));
        mail.To.Add(new MailboxAddress(OneLine.Of(name), address));
        if (settings.ReplyTo is { } reply)
        {
            mail.ReplyTo.Add(reply);
        }

        // RFC 3834: no holiday answers to us.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (first.Thread is { } thread && !letter.IsDigest)
        {
            // Mails of one subject hang under one ancestor, the same for all of them, so that mail programs show them together.
            var root = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(thread)).AsSpan(0, 12))}.thread@{Host}";
            mail.InReplyTo = root;
            mail.References.Add(root);
        }

        var off = Frequencies.IsOptional(first.Of) ? unsubscribe.For(first.Recipient, first.Of, first.Kind) : null;
        if (off is not null)
        {
            mail.Headers.Add("List-Unsubscribe", $"<{off.AbsoluteUri}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        var text = new MailText(site);
        Write(text, letter);
        Foot(text, letter, off);
        mail.Body = new MultipartAlternative(new TextPart("plain") { Text = text.Plain }, new TextPart("html") { Text = text.Html(mail.Subject) });
        mail.Body.Headers.Add("Content-Language", "fr");
        mail.Prepare(EncodingConstraint.SevenBit);
        return mail;
    }

    private string Subject(Letter letter) => letter switch
    {
        { IsDigest: true } => Words["DigestSubject", letter.Lines.Count, Words[$"Category.{letter.First.Of}"], ParisDay.Of(clock.GetUtcNow()).ToString("d MMMM", WebSetup.French)],
        { Lines.Count: > 1 } => Words["MergedSubject", letter.Lines.Count, letter.First.Subject],
        _ => letter.First.Subject,
    };

    private static void Write(MailText text, Letter letter)
    {
        if (!letter.IsDigest)
        {
            foreach (var line in letter.Lines)
            {
                if (letter.Lines.Count > 1)
                {
                    text.Heading(line.Subject);
                }

                text.Paragraphs(line.Texts);
                text.Action(line.ActionLabel, line.ActionPath);
            }

            return;
        }

        foreach (var line in letter.Lines.Take(MostInADigest))
        {
            text.Item(line.Subject, line.Texts.Count > 0 ? line.Texts[0] : null, line.ActionPath);
        }

        if (letter.Lines.Count > MostInADigest)
        {
            text.Paragraphs([Words["DigestMore", letter.Lines.Count - MostInADigest]]);
            text.Action(Words["AllMessages"], "/compte/messages");
        }
    }

    private void Foot(MailText text, Letter letter, Uri? off)
    {
        text.Rule();
        text.Small(Words[letter.First.AccountId is null ? "WhyAddress" : "WhyAccount", site.Name]);
        text.Small(Words["NoReply"]);
        if (letter.First.AccountId is not null)
        {
            text.SmallLink(Words["ChoosePreferences"], new Uri(site.BaseUrl, "/compte/notifications"));
        }

        if (off is not null)
        {
            text.SmallLink(Words["UnsubscribeFrom", unsubscribe.Label(letter.First.Of, letter.First.Kind)], off);
        }
    }
}
