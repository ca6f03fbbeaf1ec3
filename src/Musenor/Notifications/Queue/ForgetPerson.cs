using System.Data.Common;
using Dapper;
using Musenor.Notifications.Mail;

namespace Musenor.Notifications.Queue;

/// <summary>Leaves nothing of somebody who is erased: mails waiting and sent, messages, choices, bounces, announcements.</summary>
public static class ForgetPerson
{
    /// <param name="addresses">All addresses that the person had.</param>
    public static async Task Run(DbConnection connection, DbTransaction transaction, string account, IReadOnlyList<string> addresses)
    {
        await connection.ExecuteAsync("delete from outbox where account_id = @account", new { account }, transaction);
        await connection.ExecuteAsync("delete from live_event where account_id = @account", new { account }, transaction);
        foreach (var recipient in addresses.Select(MailAddress.Key).Append(account))
        {
            await connection.ExecuteAsync("delete from outbox where lower(address) = @recipient or lower(sent_to) = @recipient", new { recipient }, transaction);
            await connection.ExecuteAsync("delete from mail_preference where lower(recipient) = @recipient", new { recipient }, transaction);
            await connection.ExecuteAsync("delete from mail_digest where lower(recipient) = @recipient", new { recipient }, transaction);
            await connection.ExecuteAsync("delete from mail_bounce where address_key = @recipient", new { recipient }, transaction);
        }
    }
}
