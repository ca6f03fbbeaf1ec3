using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Live;
using Musenor.Storage;

namespace Musenor.Notifications.Site;

/// <summary>One message on the site.</summary>
public sealed record SiteMessage
{
    public string Id { get; init; } = "";
    public string Category { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Paragraphs { get; init; } = "[]";
    public string? ActionLabel { get; init; }
    public string? ActionPath { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReadAt { get; init; }

    public IReadOnlyList<string> Texts => JsonSerializer.Deserialize<string[]>(Paragraphs) ?? [];
}

/// <summary>Lists the messages of a person, unread first, and marks them as read. What is read here is not sent by mail any more.</summary>
public sealed class ReadMessages(Database database, LiveEvents live, TimeProvider clock) : IUnread
{
    public const int PageSize = 20;

    public sealed record Page(IReadOnlyList<SiteMessage> Messages, int Count, int Unread);

    private sealed record Counts
    {
        public int Count { get; init; }
        public int Unread { get; init; }
    }

    public async Task<Page> Run(Person who, int page, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var counts = await connection.QuerySingleAsync<Counts>("""
            select count(*) as count, count(*) - count(read_at) as unread from outbox where account_id = @Id and channel = 'site'
            """, new { who.Id });
        var messages = await connection.QueryAsync<SiteMessage>("""
            select id, category, subject, paragraphs, action_label, action_path, created_at, read_at from outbox
            where account_id = @Id and channel = 'site'
            order by case when read_at is null then 0 else 1 end, created_at desc, id desc
            limit @PageSize offset @before
            """, new { who.Id, PageSize, before = (Math.Clamp(page, 1, 100_000) - 1) * PageSize });
        return new Page(messages.AsList(), counts.Count, counts.Unread);
    }

    public async ValueTask<int> Count(Person who, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<int>("select count(*) from outbox where account_id = @Id and channel = 'site' and read_at is null", new { who.Id });
    }

    /// <summary>Answers where the message leads; null when it is not this person's.</summary>
    public Task<string?> Open(Person who, string id, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        var found = await connection.QuerySingleOrDefaultAsync<SiteMessage>(
            "select id, action_path from outbox where id = @id and account_id = @Account and channel = 'site'", new { id, Account = who.Id }, transaction);
        if (found is not null && await connection.ExecuteAsync(
            "update outbox set read_at = @now where id = @id and read_at is null", new { id, now = clock.GetUtcNow() }, transaction) == 1)
        {
            await live.Publish(connection, transaction, new Audience.Account(who.Id), "read", id);
        }

        return found is null ? null : found.ActionPath ?? "/compte/messages";
    }, stop);

    public Task<int> MarkAll(Person who, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        var read = await connection.ExecuteAsync(
            "update outbox set read_at = @now where account_id = @Id and channel = 'site' and read_at is null", new { who.Id, now = clock.GetUtcNow() }, transaction);
        if (read > 0)
        {
            await live.Publish(connection, transaction, new Audience.Account(who.Id), "read", "");
        }

        return read;
    }, stop);

    /// <summary>For the room that shows the subject itself: opening its page is reading what was told about it.</summary>
    public async Task MarkThread(DbConnection connection, DbTransaction transaction, string account, string thread)
    {
        if (await connection.ExecuteAsync("update outbox set read_at = @now where account_id = @account and thread = @thread and channel = 'site' and read_at is null",
            new { account, thread, now = clock.GetUtcNow() }, transaction) > 0)
        {
            await live.Publish(connection, transaction, new Audience.Account(account), "read", thread);
        }
    }
}
