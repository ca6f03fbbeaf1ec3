using Dapper;
using Musenor.Accounts.Access;
using Musenor.Notifications.Bounces;
using Musenor.Notifications.Mail;
using Musenor.Storage;

namespace Musenor.Notifications.Queue;

/// <summary>One mail of the queue.</summary>
public sealed record QueuedMail
{
    public string Id { get; init; } = "";
    public string Category { get; init; } = "";
    public string Subject { get; init; } = "";
    public string? Address { get; init; }
    public string Name { get; init; } = "";
    public string State { get; init; } = "";
    public int Attempts { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset NextAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public string? Problem { get; init; }

    /// <summary>Its content and its link are still there.</summary>
    public bool IsWhole { get; init; }

    public bool CanBeSentAgain => IsWhole && State is ("failed" or "doubtful");

    public string To => Address is null ? "" : MailAddress.Masked(Address);
}

/// <summary>An address that mails come back from.</summary>
public sealed record BouncingAddress
{
    public string AddressKey { get; init; } = "";
    public int Points { get; init; }
    public DateTimeOffset LastAt { get; init; }
    public string Problem { get; init; } = "";

    public string Masked => MailAddress.Masked(AddressKey);

    public bool Stopped => Points >= BounceScore.Threshold;
}

/// <summary>The mails that wait, failed or left, and the addresses that they come back from: for those who watch over them.</summary>
public sealed class ListMails(Database database, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="State">waiting, failed, doubtful, dropped or sent; « waiting » holds what is under way.</param>
    public sealed record Query(string State = "waiting", string? Category = null, int Page = 1);

    public sealed record Page(IReadOnlyList<QueuedMail> Mails, int Count)
    {
        public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);
    }

    public async Task<Page> Run(Person who, Query query, CancellationToken stop = default)
    {
        if (!who.May(Rights.WatchMail, null))
        {
            return new Page([], 0);
        }

        var asked = new { query.State, category = query.Category ?? "", PageSize, before = (Math.Clamp(query.Page, 1, 100_000) - 1) * PageSize };
        await using var connection = await database.Open(stop);
        var count = await connection.ExecuteScalarAsync<int>("""
            select count(*) from outbox
            where channel = 'mail' and (state = @State or (@State = 'waiting' and state in ('held', 'sending'))) and (@category = '' or category = @category)
            """, asked);
        var mails = await connection.QueryAsync<QueuedMail>($"""
            select o.id, {DecideMail.CanLeaveAgain} as is_whole, o.category, o.subject, coalesce(o.sent_to, o.address, a.email) as address, coalesce(a.name, '') as name,
                   o.state, o.attempts, o.created_at, o.next_at, o.sent_at, o.problem
            from outbox o left join account a on a.id = o.account_id
            where o.channel = 'mail' and (o.state = @State or (@State = 'waiting' and o.state in ('held', 'sending'))) and (@category = '' or o.category = @category)
            order by o.created_at desc, o.id desc limit @PageSize offset @before
            """, asked);
        return new Page(mails.AsList(), count);
    }

    /// <summary>How many mails are in each state.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Counts(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<(string State, long Count)>("""
            select case when state in ('held', 'sending') then 'waiting' else state end as state, count(*) as count from outbox where channel = 'mail'
            group by case when state in ('held', 'sending') then 'waiting' else state end
            """)).ToDictionary(c => c.State, c => (int)c.Count);
    }

    public async Task<IReadOnlyList<BouncingAddress>> Bouncing(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<BouncingAddress>("""
            select b.address_key, cast(sum(b.points) as integer) as points, max(b.at) as last_at,
                   (select l.problem from mail_bounce l where l.address_key = b.address_key order by l.at desc, l.id desc limit 1) as problem
            from mail_bounce b where b.cleared_at is null and b.at > @since
            group by b.address_key order by max(b.at) desc limit 200
            """, new { since = clock.GetUtcNow() - BounceScore.Memory })).AsList();
    }
}
