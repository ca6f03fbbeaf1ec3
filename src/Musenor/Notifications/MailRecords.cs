using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Notifications.Mail;
using Musenor.Notifications.Queue;
using Musenor.Web;

namespace Musenor.Notifications;

/// <summary>
/// What the outbox keeps about people: content thirty days, the fact that a mail left and the messages on the site twelve months. And what
/// they chose to receive, mails that came back, announcements to open pages.
/// </summary>
internal sealed class MailRecords : IPersonalRecords
{
    private const int BouncesStay = 90;
    private const int EventsStay = 7;

    private static readonly Texts Words = Texts.Of("Accounts");

    public IReadOnlyList<Processing> Processings { get; } = [new("Accounts", "mail")];

    public IReadOnlyList<string> Tables { get; } = ["outbox", "mail_preference", "mail_digest", "mail_bounce", "live_event"];

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Event { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Paragraphs { get; init; } = "";
        public string? ActionLabel { get; init; }
        public string? Problem { get; init; }
    }

    private sealed record Told
    {
        public string Channel { get; init; } = "";
        public string CreatedAt { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Paragraphs { get; init; } = "";
        public string State { get; init; } = "";
        public string? SentAt { get; init; }
        public string? ReadAt { get; init; }
    }

    /// <summary>Texts without the links that serve once: whoever opens the archive later must not hold them.</summary>
    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var (mails, bounces) = (new List<Told>(), new List<(string, string)[]>());
        mails.AddRange(await connection.QueryAsync<Told>("select channel, created_at, subject, paragraphs, state, sent_at, read_at from outbox where account_id = @AccountId", person));
        foreach (var address in person.Emails.Select(MailAddress.Key))
        {
            mails.AddRange(await connection.QueryAsync<Told>(
                "select channel, created_at, subject, paragraphs, state, sent_at, read_at from outbox where account_id is null and lower(address) = @address", new { address }));
            var back = await connection.QueryAsync<(string At, string Problem)>("select at, problem from mail_bounce where address_key = @address order by at", new { address });
            bounces.AddRange(back.Select(b => new[] { ("le", b.At), ("adresse", address), ("reponse", b.Problem) }));
        }

        archive.Add("mails", Words["ArchiveMails"], mails.Where(m => m.Channel == "mail").OrderBy(m => m.CreatedAt, StringComparer.Ordinal).Select(m => Fields(m, ("parti_le", m.SentAt))));
        archive.Add("messages", Words["ArchiveMessages"], mails.Where(m => m.Channel == "site").OrderBy(m => m.CreatedAt, StringComparer.Ordinal).Select(m => Fields(m, ("lu_le", m.ReadAt))));
        var chosen = await connection.QueryAsync<(string Category, string Kind, string Frequency, string At)>(
            "select category, kind, frequency, changed_at from mail_preference where recipient = @AccountId order by category, kind", person);
        archive.Add("mail_preferences", Words["ArchivePreferences"], chosen.Select(c => (IReadOnlyList<(string, string)>)
            [("categorie", c.Category), ("genre", c.Kind), ("frequence", c.Frequency), ("choisi_le", c.At)]));
        archive.Add("bounces", Words["ArchiveBounces"], bounces);
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop)
    {
        var count = await connection.ExecuteScalarAsync<long>("select count(*) from outbox where account_id = @AccountId", person);
        return [new(Words["FateMails", count], false), new(Words["FateOthersMails"], true)];
    }

    /// <summary>What was told to the person goes; in what was told to others, sent or not, the name goes.</summary>
    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        await connection.ExecuteAsync("delete from mail_bounce where message_id in (select message_id from outbox where account_id = @AccountId)", new { person.AccountId }, transaction);
        // Addresses that only the mails still know: a former one.
        var used = await connection.QueryAsync<string>("""
            select sent_to from outbox where account_id = @AccountId and address is null and sent_to is not null
            """, person, transaction);
        await ForgetPerson.Run(connection, transaction, person.AccountId, [.. person.Emails.Concat(used).Distinct(StringComparer.OrdinalIgnoreCase)]);
        var rows = await connection.QueryAsync<Row>("select id, event, subject, paragraphs, action_label, problem from outbox", transaction: transaction);
        foreach (var row in rows)
        {
            var clean = person.CleanerFor(row.Event);
            var (subject, label, problem) = (clean(row.Subject), row.ActionLabel is null ? null : clean(row.ActionLabel), row.Problem is null ? null : clean(row.Problem));
            var read = Read(row.Paragraphs);
            var paragraphs = read.Select(clean).ToArray();
            if (subject != row.Subject || label != row.ActionLabel || problem != row.Problem || !paragraphs.SequenceEqual(read))
            {
                await connection.ExecuteAsync("update outbox set subject = @subject, paragraphs = @paragraphs, action_label = @label, problem = @problem where id = @Id",
                    new { row.Id, subject, paragraphs = JsonSerializer.Serialize(paragraphs), label, problem }, transaction);
            }
        }
    }

    public async Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run)
    {
        var times = new { month = run.Before(30), year = run.MonthsAgo(12), bounces = run.Before(BouncesStay), events = run.Before(EventsStay) };
        return
        [
            // With the content go the addresses and the link: what stays tells that a mail left, and when.
            new(Words["RetainedContents"], await connection.ExecuteAsync("""
                update outbox set subject = '', paragraphs = '[]', action_label = null, action_path = null, about = null, problem = null, address = null, sent_to = null,
                    recipient = case when address is null then recipient else id end
                where channel = 'mail' and created_at < @month and state not in ('waiting', 'held', 'sending') and (subject <> '' or address is not null or sent_to is not null)
                """, times, transaction)),
            new(Words["RetainedMails"], await connection.ExecuteAsync("delete from outbox where created_at < @year", times, transaction)),
            new(Words["RetainedBounces"], await connection.ExecuteAsync("delete from mail_bounce where at < @bounces", times, transaction)),
            new(Words["RetainedEvents"], await connection.ExecuteAsync("delete from live_event where at < @events", times, transaction)),
        ];
    }

    private static (string, string)[] Fields(Told told, (string Name, string? At) last) =>
        [("le", told.CreatedAt), ("objet", told.Subject), ("texte", string.Join("\n\n", Read(OneTimeLink.Paragraphs(told.Paragraphs)))), ("etat", told.State), (last.Name, last.At ?? "")];

    private static string[] Read(string paragraphs) => JsonSerializer.Deserialize<string[]>(paragraphs) ?? [];
}
