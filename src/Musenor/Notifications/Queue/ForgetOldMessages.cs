using Dapper;
using Musenor.Storage;

namespace Musenor.Notifications.Queue;

/// <summary>Takes away what has served: mails after ninety days, messages on the site after a year, announcements after a week.</summary>
internal sealed class ForgetOldMessages(Database database, TimeProvider clock)
{
    public async Task<int> Run(CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        var old = new { mail = now.AddDays(-90), site = now.AddDays(-365), live = now.AddDays(-7) };
        await using var connection = await database.Open(stop);
        if (await connection.ExecuteScalarAsync<int>("""
            select (select count(*) from outbox where channel = 'mail' and state in ('sent', 'dropped', 'failed', 'doubtful') and created_at < @mail)
                 + (select count(*) from outbox where channel = 'site' and created_at < @site)
                 + (select count(*) from live_event where at < @live)
                 + (select count(*) from mail_bounce where at < @mail)
            """, old) == 0)
        {
            return 0;
        }

        return await database.Write(async (connection, transaction) =>
        {
            var gone = await connection.ExecuteAsync("delete from outbox where channel = 'mail' and state in ('sent', 'dropped', 'failed', 'doubtful') and created_at < @mail", old, transaction);
            gone += await connection.ExecuteAsync("delete from outbox where channel = 'site' and created_at < @site", old, transaction);
            gone += await connection.ExecuteAsync("delete from live_event where at < @live", old, transaction);
            return gone + await connection.ExecuteAsync("delete from mail_bounce where at < @mail", old, transaction);
        }, stop);
    }
}
