using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.Messages;

namespace Musenor.Notifications;

/// <summary>Keeps what is to be told until it is sent (Send…), in the transaction of what happened.</summary>
public sealed class Outbox(TimeProvider clock) : INotify
{
    public Task Tell(DbConnection connection, DbTransaction transaction, Message message) => connection.ExecuteAsync("""
        insert into outbox (id, event, account_id, address, recipient, channel, category, subject, paragraphs, action_label, action_path, check_name, about, thread, next_at, created_at)
        values (@id, @Event, @AccountId, @Address, @recipient, 'mail', @category, @Subject, @paragraphs, @ActionLabel, @ActionPath, @Check, @About, @Thread, @now, @now)
        on conflict (event, recipient, channel) do nothing
        """, new
    {
        id = Guid.CreateVersion7().ToString(),
        message.Event,
        message.AccountId,
        message.Address,
        recipient = message.Address ?? message.AccountId,
        category = message.Category.ToString(),
        message.Subject,
        paragraphs = JsonSerializer.Serialize(message.Paragraphs),
        message.ActionLabel,
        message.ActionPath,
        message.Check,
        message.About,
        message.Thread,
        now = clock.GetUtcNow(),
    }, transaction);
}
