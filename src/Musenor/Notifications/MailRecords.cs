using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Notifications;

/// <summary>What the outbox keeps about people: content thirty days, the fact that a mail left twelve months.</summary>
internal sealed class MailRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Accounts");

    public IReadOnlyList<Processing> Processings { get; } = [new("Accounts", "mail")];

    public IReadOnlyList<string> Tables { get; } = ["outbox"];

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Paragraphs { get; init; } = "";
        public string? ActionLabel { get; init; }
        public string? Address { get; init; }
        public string? Problem { get; init; }
        public string? About { get; init; }
    }

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var rows = await connection.QueryAsync<(string At, string Subject, string Paragraphs, string State, string? Sent)>(
            "select created_at, subject, paragraphs, state, sent_at from outbox where account_id = @AccountId order by created_at", person);
        archive.Add("mails", Words["ArchiveMails"], rows.Select(r => (IReadOnlyList<(string, string)>)
            [("le", r.At), ("objet", r.Subject), ("texte", string.Join("\n\n", Read(r.Paragraphs))), ("etat", r.State), ("parti_le", r.Sent ?? "")]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop)
    {
        var count = await connection.ExecuteScalarAsync<long>("select count(*) from outbox where account_id = @AccountId", person);
        return [new(Words["FateMails", count], false), new(Words["FateOthersMails"], true)];
    }

    /// <summary>Mails to the person go; in mails to others, sent or not, the name goes.</summary>
    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        await connection.ExecuteAsync("delete from outbox where account_id = @AccountId", person, transaction);
        var rows = await connection.QueryAsync<Row>("select id, subject, paragraphs, action_label, address, problem, about from outbox", transaction: transaction);
        foreach (var row in rows)
        {
            if (row.Address is { } address && person.Emails.Contains(address, StringComparer.OrdinalIgnoreCase))
            {
                await connection.ExecuteAsync("delete from outbox where id = @Id", row, transaction);
                continue;
            }

            var paragraphs = Read(row.Paragraphs);
            if (person.IsNamedIn($"{row.Subject}\n{row.ActionLabel}\n{row.Problem}\n{string.Join('\n', paragraphs)}"))
            {
                await connection.ExecuteAsync("update outbox set subject = @subject, paragraphs = @paragraphs, action_label = @label, problem = @problem where id = @Id", new
                {
                    row.Id,
                    subject = person.Clean(row.Subject),
                    paragraphs = JsonSerializer.Serialize(paragraphs.Select(person.Clean)),
                    label = row.ActionLabel is null ? null : person.Clean(row.ActionLabel),
                    problem = row.Problem is null ? null : person.Clean(row.Problem),
                }, transaction);
            }
        }
    }

    public async Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run)
    {
        var times = new { month = run.Before(30), year = run.MonthsAgo(12) };
        return
        [
            // With the content go the address and the link: what stays tells that a mail left, and when.
            new(Words["RetainedContents"], await connection.ExecuteAsync("""
                update outbox set subject = '', paragraphs = '[]', action_label = null, action_path = null, about = null, problem = null, address = null,
                    recipient = case when address is null then recipient else id end
                where channel = 'mail' and created_at < @month and state not in ('waiting', 'held', 'sending') and paragraphs <> '[]'
                """, times, transaction)),
            new(Words["RetainedMails"], await connection.ExecuteAsync("delete from outbox where created_at < @year", times, transaction)),
        ];
    }

    private static string[] Read(string paragraphs) => JsonSerializer.Deserialize<string[]>(paragraphs) ?? [];
}
