using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Live;
using Musenor.Notifications.Mail;

namespace Musenor.Notifications;

/// <summary>
/// Keeps what is to be told until it is sent (<c>Mail/SendMails</c>) and read (<c>Site/</c>), in the transaction of what happened: a line by mail, and for
/// somebody with an account a line on the site.
/// </summary>
public sealed class Outbox(LiveEvents live, TimeProvider clock) : INotify
{
    // What comes meanwhile leaves in the same mail.
    private static readonly TimeSpan ConversationDelay = TimeSpan.FromSeconds(60);

    public async Task Tell(DbConnection connection, DbTransaction transaction, Message message)
    {
        if (message.AccountId is null && message.Address is null)
        {
            throw new ArgumentException("A message needs an account or an address.", nameof(message));
        }

        var now = clock.GetUtcNow();
        var delay = message.Category == Category.Conversations ? ConversationDelay : TimeSpan.Zero;
        await Write(connection, transaction, message, new { channel = "mail", recipient = message.Address ?? message.AccountId!, address = message.Address, state = "waiting", next = now + delay, sent = (DateTimeOffset?)null }, now);
        // Account security goes by mail alone; so does what is sent to another address than the account's own.
        if (message is { AccountId: { } account, Address: null, Category: not Category.Security }
            && await Write(connection, transaction, message, new { channel = "site", recipient = account, address = (string?)null, state = "sent", next = now, sent = (DateTimeOffset?)now }, now) == 1)
        {
            await live.Publish(connection, transaction, new Audience.Account(account), "message", message.Event);
        }
    }

    private static Task<int> Write(DbConnection connection, DbTransaction transaction, Message message, object line, DateTimeOffset now)
    {
        var row = new DynamicParameters(line);
        row.AddDynamicParams(new
        {
            id = Guid.CreateVersion7().ToString(),
            message.Event,
            message.AccountId,
            category = message.Category.ToString(),
            message.Kind,
            subject = OneLine.Of(message.Subject),
            paragraphs = JsonSerializer.Serialize(message.Paragraphs),
            ActionLabel = message.ActionLabel is null ? null : OneLine.Of(message.ActionLabel),
            message.ActionPath,
            message.Check,
            message.About,
            Thread = message.Thread is null ? null : OneLine.Of(message.Thread),
            now,
        });
        return connection.ExecuteAsync("""
            insert into outbox (id, event, account_id, address, recipient, channel, category, kind, subject, paragraphs, action_label, action_path,
                                check_name, about, thread, state, next_at, created_at, sent_at)
            values (@id, @Event, @AccountId, @address, @recipient, @channel, @category, @Kind, @subject, @paragraphs, @ActionLabel, @ActionPath,
                    @Check, @About, @Thread, @state, @next, @now, @sent)
            on conflict (event, recipient, channel) do nothing
            """, row, transaction);
    }
}
