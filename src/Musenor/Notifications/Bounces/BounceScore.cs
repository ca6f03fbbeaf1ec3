using System.Data.Common;
using Dapper;
using Musenor.Notifications.Mail;

namespace Musenor.Notifications.Bounces;

/// <summary>
/// Points of an address whose mails come back: four within thirty days stop the mails to it. Counted from the lines each time.
/// </summary>
internal static class BounceScore
{
    public const int Threshold = 4;

    /// <summary>Nobody there, or refused for good.</summary>
    public const int Hard = 2;

    /// <summary>Not delivered for now: full, slow.</summary>
    public const int Soft = 1;

    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    public static async Task<bool> Stopped(DbConnection connection, string address, DateTimeOffset now) => await Of(connection, address, now) >= Threshold;

    public static Task<int> Of(DbConnection connection, string address, DateTimeOffset now) => connection.ExecuteScalarAsync<int>(
        "select coalesce(sum(points), 0) from mail_bounce where address_key = @key and cleared_at is null and at > @since",
        new { key = MailAddress.Key(address), since = now - Memory });

    /// <summary>Answers false when this mail had been counted for this address.</summary>
    public static async Task<bool> Add(DbConnection connection, DbTransaction transaction, string address, string message, int points, string problem, DateTimeOffset now) =>
        await connection.ExecuteAsync("""
            insert into mail_bounce (id, address_key, at, points, problem, message_id) values (@id, @key, @now, @points, @problem, @message)
            on conflict (message_id, address_key) do nothing
            """, new { id = Guid.CreateVersion7().ToString(), key = MailAddress.Key(address), now, points, problem, message }, transaction) == 1;

    public static Task<int> Clear(DbConnection connection, DbTransaction transaction, string address, DateTimeOffset now) => connection.ExecuteAsync(
        "update mail_bounce set cleared_at = @now where address_key = @key and cleared_at is null", new { key = MailAddress.Key(address), now }, transaction);
}
