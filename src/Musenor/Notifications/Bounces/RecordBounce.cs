using System.Globalization;
using Dapper;
using MimeKit;
using Musenor.Notifications.Mail;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Notifications.Bounces;

/// <summary>
/// Reads a mail that came back (RFC 3464, multipart/report) and counts it against the address that it names. The mail is found again by
/// its Message-ID: a report about something that we never sent, or to somebody else, counts for nothing.
/// </summary>
public sealed class RecordBounce(Database database, TimeProvider clock)
{
    private sealed record Report(string Recipient, string Status, string Action, string Diagnostic);

    public async Task<Outcome> Run(Stream file, CancellationToken stop = default)
    {
        var words = Texts.Of("Notifications");
        MimeMessage mail;
        try
        {
            mail = await MimeMessage.LoadAsync(file, stop);
        }
        catch (FormatException)
        {
            return new Outcome.Invalid("file", words["BounceNotAMail"]);
        }

        if (Reports(mail) is not { Count: > 0 } reports)
        {
            return new Outcome.Invalid("file", words["BounceNotAReport"]);
        }

        if (Original(mail) is not { } message)
        {
            return new Outcome.Invalid("file", words["BounceNoMessage"]);
        }

        return await database.Write<Outcome>(async (connection, transaction) =>
        {
            var counted = 0;
            foreach (var report in reports)
            {
                var ours = await connection.ExecuteScalarAsync<int>(
                    "select count(*) from outbox where message_id = @message and lower(sent_to) = @to", new { message, to = MailAddress.Key(report.Recipient) }, transaction);
                var points = Points(report);
                if (ours > 0 && points > 0)
                {
                    var problem = OneLine.Of($"{report.Status} {report.Diagnostic}".Trim());
                    counted += await BounceScore.Add(connection, transaction, report.Recipient, message, points, problem.Length > 300 ? problem[..300] : problem, clock.GetUtcNow()) ? 1 : 0;
                }
            }

            return new Outcome.Done(counted.ToString(CultureInfo.InvariantCulture));
        }, stop);
    }

    // RFC 3463: 5 is for good, 4 for now. A delay that is only announced, and a success, are no bounces.
    private static int Points(Report report) => (report.Action, report.Status.FirstOrDefault()) switch
    {
        ("failed", '5') => BounceScore.Hard,
        ("failed", _) => BounceScore.Soft,
        _ => 0,
    };

    private static List<Report> Reports(MimeMessage mail)
    {
        var reports = new List<Report>();
        foreach (var status in mail.BodyParts.OfType<MessageDeliveryStatus>())
        {
            // The first group is about the mail, each other about one recipient.
            foreach (var group in status.StatusGroups.Skip(1))
            {
                if (Address(group["Original-Recipient"]) is { } recipient || (recipient = Address(group["Final-Recipient"])) is not null)
                {
                    reports.Add(new Report(recipient, (group["Status"] ?? "").Trim(), (group["Action"] ?? "").Trim().ToLowerInvariant(), group["Diagnostic-Code"] ?? ""));
                }
            }
        }

        return reports;
    }

    /// <summary>« rfc822; claire@example.org ».</summary>
    private static string? Address(string? field) =>
        field?.Split(';', 2) is [var type, var address] && type.Trim().ToLowerInvariant() is ("rfc822" or "utf-8") ? MailAddress.Read(address.Trim().Trim('<', '>')) : null;

    /// <summary>Message-ID of what came back: the mail itself, or its headers only.</summary>
    private static string? Original(MimeMessage mail)
    {
        if (mail.BodyParts.OfType<MessagePart>().Select(p => p.Message?.MessageId).FirstOrDefault(id => id is not null) is { } whole)
        {
            return whole;
        }

        foreach (var part in mail.BodyParts.OfType<MimePart>().Where(p => p.ContentType.IsMimeType("text", "rfc822-headers") && p.Content is not null))
        {
            using var content = part.Content!.Open();
            if (HeaderList.Load(content)[HeaderId.MessageId] is { } id)
            {
                return id.Trim().Trim('<', '>');
            }
        }

        return null;
    }
}
