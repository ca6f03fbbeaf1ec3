using System.Security.Cryptography;
using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.OaiPmh;

/// <summary>Seals resumption tokens with a key of the database: every process of the installation believes the tokens of the others, after a restart too.</summary>
internal sealed class OaiKeys(Database database, TimeProvider clock)
{
    // Much longer than a token lives: what the key before sealed has long expired when it is believed no more.
    private static readonly TimeSpan Changed = TimeSpan.FromDays(30);

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    // Whoever sends forged seals has the database read no more often.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private (byte[][] Keys, DateTimeOffset ReadAt)? _known;
    private long _renewedAt;

    private sealed record Row
    {
        public string Secret { get; init; } = "";
        public DateTimeOffset MadeAt { get; init; }
    }

    /// <summary>The newest first.</summary>
    public async Task<byte[][]> Read(CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        if (_known is { } known && now - known.ReadAt < Remembered)
        {
            return known.Keys;
        }

        var rows = await Rows(stop);
        if (rows.Count == 0 || now - rows[0].MadeAt > Changed)
        {
            await Make(now, rows.Count == 0 ? null : rows[0].Secret, stop);
            rows = await Rows(stop);
        }

        var keys = rows.Select(r => Convert.FromHexString(r.Secret)).ToArray();
        _known = (keys, now);
        return keys;
    }

    /// <summary>Another process may have made a key since they were last read: reads them anew; null when that was just done.</summary>
    public async Task<byte[][]?> Renew(CancellationToken stop = default)
    {
        var (now, last) = (clock.GetUtcNow(), Interlocked.Read(ref _renewedAt));
        if (now.UtcTicks - last < Patience.Ticks || Interlocked.CompareExchange(ref _renewedAt, now.UtcTicks, last) != last)
        {
            return null;
        }

        _known = null;
        return await Read(stop);
    }

    public static byte[] Seal(byte[] key, byte[] body) => HMACSHA256.HashData(key, body);

    public static bool IsSealed(byte[][] keys, byte[] body, byte[] seal)
    {
        var found = false;
        foreach (var key in keys)
        {
            found |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, body).AsSpan(0, seal.Length), seal);
        }

        return found;
    }

    private async Task<List<Row>> Rows(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<Row>("select secret, made_at from oai_key order by id desc limit 2")).AsList();
    }

    /// <summary>Once, although several processes find at once that it is time.</summary>
    private Task Make(DateTimeOffset now, string? newest, CancellationToken stop) => database.Write((connection, transaction) => connection.ExecuteAsync("""
        insert into oai_key (id, secret, made_at)
        select coalesce(max(id), 0) + 1, @secret, @now from oai_key
        having coalesce((select secret from oai_key order by id desc limit 1), '') = coalesce(@newest, '')
        """, new { secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), now = now.Text(), newest = newest ?? "" }, transaction), stop);
}
