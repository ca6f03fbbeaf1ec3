using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Musenor.Storage;

namespace Musenor.Web.Abuse;

/// <summary>So many times in a window.</summary>
/// <param name="Name">Of what is counted: two rules of one name share their counters.</param>
public sealed record QuotaRule(string Name, int Times, TimeSpan Window)
{
    /// <summary>The window starts again with each time that is admitted: « 5 wrong passwords, then 60 minutes ».</summary>
    public bool Slides { get; init; }
}

/// <summary>Counts what clients and addresses do, in the database: what one machine refuses, the others refuse.</summary>
public sealed class Quota(Database database, TimeProvider clock)
{
    private byte[]? _key;

    private sealed record Counter
    {
        public int Taken { get; init; }
        public DateTimeOffset EndsAt { get; init; }
    }

    /// <summary>Counts one time more. Null: it is admitted; else how long to wait.</summary>
    /// <param name="who">Client, address, account: kept as a keyed hash only.</param>
    public async Task<TimeSpan?> Take(QuotaRule rule, string who, CancellationToken stop = default)
    {
        var bucket = await Bucket(rule, who, stop);
        var now = clock.GetUtcNow();
        var counter = await database.Write(async (connection, transaction) =>
        {
            await ForgetEnded(connection, transaction, now);
            return await connection.QuerySingleAsync<Counter>("""
                insert into quota (bucket, taken, ends_at) values (@bucket, 1, @ends)
                on conflict (bucket) do update set
                    taken = quota.taken + 1,
                    ends_at = case when @slides and quota.taken < @most then excluded.ends_at else quota.ends_at end
                returning taken, ends_at
                """, new { bucket, ends = now + rule.Window, slides = rule.Slides, most = rule.Times }, transaction);
        }, stop);
        return counter.Taken <= rule.Times ? null : Longest(counter.EndsAt - now);
    }

    /// <summary>How many times so far in the window.</summary>
    public async Task<int> Count(QuotaRule rule, string who, CancellationToken stop = default)
    {
        var bucket = await Bucket(rule, who, stop);
        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<int>("select taken from quota where bucket = @bucket and ends_at > @now", new { bucket, now = clock.GetUtcNow() });
    }

    /// <summary>Starts again from nothing: what was counted turned out to be right.</summary>
    public async Task Forget(QuotaRule rule, string who, CancellationToken stop = default)
    {
        var bucket = await Bucket(rule, who, stop);
        await database.Write((connection, transaction) => connection.ExecuteAsync("delete from quota where bucket = @bucket", new { bucket }, transaction), stop);
    }

    /// <summary>Takes back one time that turned out not to count.</summary>
    public async Task GiveBack(QuotaRule rule, string who, CancellationToken stop = default)
    {
        var bucket = await Bucket(rule, who, stop);
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "update quota set taken = taken - 1 where bucket = @bucket and taken > 0", new { bucket }, transaction), stop);
    }

    /// <summary>Forgets the counters whose window has ended, where nobody came since to do it.</summary>
    public static Task<int> ForgetEnded(DbConnection connection, DbTransaction transaction, DateTimeOffset now) =>
        connection.ExecuteAsync("delete from quota where ends_at <= @now", new { now }, transaction);

    private static TimeSpan Longest(TimeSpan wait) => wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);

    private async Task<string> Bucket(QuotaRule rule, string who, CancellationToken stop)
    {
        _key ??= await Key(stop);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{rule.Name}\n{who}")));
    }

    private async Task<byte[]> Key(CancellationToken stop)
    {
        await using (var connection = await database.Open(stop))
        {
            if (await Drawn(connection) is { } there)
            {
                return Convert.FromHexString(there);
            }
        }

        var drawn = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        return Convert.FromHexString(await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("insert into quota_key (id, value) values (1, @drawn) on conflict (id) do nothing", new { drawn }, transaction);
            return (await Drawn(connection, transaction))!;
        }, stop));
    }

    private static Task<string?> Drawn(DbConnection connection, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<string?>("select value from quota_key where id = 1", transaction: transaction);
}
