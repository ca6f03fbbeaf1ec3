using System.Data.Common;
using Dapper;
using Musenor.Notifications.Bounces;
using Musenor.Storage;

namespace Musenor.Notifications.Mail;

/// <summary>
/// Takes lines for one sender, and says what became of them. Each step is one conditional update: of two senders, on two machines, one
/// gets the line. A line that was only taken is free again when its lease ends; one that was being handed to the mail server is not: it
/// may have left (decision 0016).
/// </summary>
internal sealed class TakeLetters(Database database, TimeProvider clock)
{
    // Longer than the longest patience with a server: four minutes to get through, five for its answer to a mail.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private const string Columns =
        "id, event, account_id, address, recipient, category, kind, subject, paragraphs, action_label, action_path, check_name, about, thread, state, attempts, created_at, message_id";

    public async Task<IReadOnlyList<Letter>> Take(string sender, int most, CancellationToken stop)
    {
        if (!await AnyDue(stop))
        {
            return []; // nothing to lock the database for
        }

        var taken = await database.Write(async (connection, transaction) =>
        {
            var now = clock.GetUtcNow();
            var given = new { sender, now, lease = now + Lease, most };
            await connection.ExecuteAsync("""
                update outbox set state = 'doubtful', sender = null, problem = 'interrupted'
                where state = 'sending' and next_at < @now
                """, given, transaction);
            await connection.ExecuteAsync("""
                update outbox set sender = @sender, next_at = @lease
                where id in (select id from outbox where state in ('waiting', 'held') and channel = 'mail' and next_at <= @now order by next_at, id limit @most)
                """, given, transaction);
            await TakeWhatGoesWithThem(connection, transaction, given);
            return await connection.QueryAsync<OutboxLine>(
                $"select {Columns} from outbox where sender = @sender and state in ('waiting', 'held') and next_at = @lease", given, transaction);
        }, stop);
        return [.. Letter.Of(taken)];
    }

    /// <summary>What a conversation said while its first mail waited, and the rest of a digest.</summary>
    private static Task TakeWhatGoesWithThem(DbConnection connection, DbTransaction transaction, object given) => connection.ExecuteAsync("""
        update outbox set sender = @sender, next_at = @lease
        where channel = 'mail'
          and ((state = 'waiting' and sender is null and category = 'Conversations' and thread is not null
                and exists (select 1 from outbox o where o.sender = @sender and o.next_at = @lease and o.state = 'waiting'
                            and o.category = 'Conversations' and o.recipient = outbox.recipient and o.thread = outbox.thread))
            or (state = 'held' and next_at <= @now
                and exists (select 1 from outbox o where o.sender = @sender and o.next_at = @lease and o.state = 'held' and o.recipient = outbox.recipient)))
        """, given, transaction);

    private async Task<bool> AnyDue(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<int>("""
            select count(*) from (select 1 from outbox where state in ('waiting', 'held', 'sending') and channel = 'mail' and next_at <= @now limit 1) due
            """, new { now = clock.GetUtcNow() }) > 0;
    }

    /// <summary>
    /// Commits, before the server is given anything, that it is being given. Answers the lines that are still this sender's, and still say
    /// what the mail was written from: an erasure may have taken a name out of them meanwhile.
    /// </summary>
    public Task<IReadOnlyList<OutboxLine>> Hand(string sender, IReadOnlyList<OutboxLine> lines, string message, string address, CancellationToken stop) =>
        database.Write<IReadOnlyList<OutboxLine>>(async (connection, transaction) =>
        {
            var now = clock.GetUtcNow();
            var mine = new List<OutboxLine>();
            foreach (var line in lines)
            {
                if (await connection.ExecuteAsync("""
                    update outbox set state = 'sending', attempts = attempts + 1, message_id = @message, sent_to = @address, next_at = @lease
                    where id = @Id and sender = @sender and state = @State and next_at > @now and subject = @Subject and paragraphs = @Paragraphs
                      and coalesce(action_label, '') = coalesce(@ActionLabel, '')
                    """, new { line.Id, line.State, line.Subject, line.Paragraphs, line.ActionLabel, sender, message, address, now, lease = now + Lease }, transaction) == 1)
                {
                    mine.Add(line);
                }
            }

            return mine;
        }, stop);

    public Task Sent(string sender, Letter letter) => database.Write(async (connection, transaction) =>
    {
        var now = clock.GetUtcNow();
        var sent = await connection.ExecuteAsync("""
            update outbox set state = 'sent', sent_at = @now, problem = null
            where id = @Id and sender = @sender and state = 'sending'
            """, letter.Lines.Select(l => new { l.Id, sender, now }).ToList(), transaction);
        await CloseLinks(connection, transaction, letter.Lines);
        // Of somebody erased meanwhile nothing is written any more.
        return letter.IsDigest && sent > 0 ? await connection.ExecuteAsync("""
            insert into mail_digest (recipient, last_sent_at) values (@Recipient, @now)
            on conflict (recipient) do update set last_sent_at = excluded.last_sent_at
            """, new { letter.First.Recipient, now }, transaction) : 0;
    });

    /// <summary>Not sent, for certain: it waits for its next time, or is given up.</summary>
    /// <param name="after">When it is tried again; null: given up.</param>
    /// <param name="counts">False when the letter has nothing to do with what went wrong.</param>
    public Task Back(string sender, IReadOnlyList<OutboxLine> lines, TimeSpan? after, string problem, bool counts = true) => database.Write(async (connection, transaction) =>
    {
        var back = await connection.ExecuteAsync("""
            update outbox set state = @state, sender = null, next_at = @next, problem = @problem,
                              attempts = case when state = 'sending' and attempts > 0 then attempts - @less else attempts end
            where id = @Id and sender = @sender and state in ('waiting', 'held', 'sending')
            """, lines.Select(l => new
        {
            l.Id,
            sender,
            state = after is null ? "failed" : l.State,
            next = clock.GetUtcNow() + (after ?? TimeSpan.Zero),
            problem,
            less = counts ? 0 : 1,
        }).ToList(), transaction);
        if (after is null)
        {
            await CloseLinks(connection, transaction, lines);
        }

        return back;
    });

    /// <summary>The server knows nobody at this address: given up, and counted against the address.</summary>
    public Task Refused(string sender, Letter letter, string address, string message, string problem) => database.Write(async (connection, transaction) =>
    {
        var failed = await connection.ExecuteAsync("""
            update outbox set state = 'failed', sender = null, problem = @problem
            where id = @Id and sender = @sender and state = 'sending'
            """, letter.Lines.Select(l => new { l.Id, sender, problem }).ToList(), transaction);
        await CloseLinks(connection, transaction, letter.Lines);
        return failed > 0 && await BounceScore.Add(connection, transaction, address, message, BounceScore.Hard, problem, clock.GetUtcNow());
    });

    public Task Drop(string sender, OutboxLine line, string reason) => database.Write(async (connection, transaction) =>
    {
        var dropped = await connection.ExecuteAsync("""
            update outbox set state = 'dropped', sender = null, problem = @reason
            where id = @Id and sender = @sender and state in ('waiting', 'held')
            """, new { line.Id, sender, reason }, transaction);
        await CloseLinks(connection, transaction, [line]);
        return dropped;
    });

    /// <summary>
    /// Takes the links that serve once out of lines that leave no more. From what the rows hold now, not from what was read to send them:
    /// an erasure may have changed them in between.
    /// </summary>
    private static async Task CloseLinks(DbConnection connection, DbTransaction transaction, IEnumerable<OutboxLine> lines)
    {
        foreach (var line in lines)
        {
            var held = await connection.QuerySingleOrDefaultAsync<OutboxLine?>(
                "select id, paragraphs, action_path from outbox where id = @Id and state in ('sent', 'failed', 'dropped')", new { line.Id }, transaction);
            if (held is not null && (OneTimeLink.Path(held.ActionPath), OneTimeLink.Paragraphs(held.Paragraphs)) is var (path, paragraphs) && (path != held.ActionPath || paragraphs != held.Paragraphs))
            {
                await connection.ExecuteAsync("update outbox set action_path = @path, paragraphs = @paragraphs where id = @Id", new { held.Id, path, paragraphs }, transaction);
            }
        }
    }

    public Task Hold(string sender, OutboxLine line, DateTimeOffset until) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "update outbox set state = 'held', sender = null, next_at = @until where id = @Id and sender = @sender and state = 'waiting'",
        new { line.Id, sender, until }, transaction));

    /// <summary>Gives back at once what was taken and not begun.</summary>
    public Task Release(string sender) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "update outbox set sender = null, next_at = @now where sender = @sender and state in ('waiting', 'held')",
        new { sender, now = clock.GetUtcNow() }, transaction));
}
