using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Notifications.Mail;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Notifications.Queue;

/// <summary>Sends a mail of the queue again, or gives it up.</summary>
public sealed class DecideMail(Once once, Journal journal, TimeProvider clock)
{
    /// <summary>False once its content, or the link that serves once, was taken away: whoever waits for it asks for another.</summary>
    internal const string CanLeaveAgain = "(subject <> '' and (action_label is null or action_path is not null))";

    /// <param name="Key">Of the form that was sent: a double click decides once.</param>
    public sealed record Form(string Id, bool Resend, string? Key = null);

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.WatchMail, null))
        {
            return new Outcome.Refused(Texts.Of("Accounts")["RefusedText"]);
        }

        return await once.Write(form.Key, $"DecideMail:{who.Id}:{form.Id}:{form.Resend}", async (connection, transaction) =>
        {
            // One that is in a server's hands is nobody's to decide.
            var done = form.Resend ? await Resend(connection, transaction, form.Id) : await Drop(connection, transaction, form.Id);
            if (done == 0)
            {
                return new Outcome.Missing();
            }

            await journal.Write(connection, transaction, new(who, form.Resend ? "mail.resend" : "mail.drop", "mail", form.Id));
            return new Outcome.Done(form.Id);
        }, stop);
    }

    private Task<int> Resend(DbConnection connection, DbTransaction transaction, string id) => connection.ExecuteAsync($"""
        update outbox set state = 'waiting', sender = null, attempts = 0, next_at = @now, problem = null
        where id = @id and channel = 'mail' and state in ('failed', 'doubtful') and {CanLeaveAgain}
        """, new { id, now = clock.GetUtcNow() }, transaction);

    private static async Task<int> Drop(DbConnection connection, DbTransaction transaction, string id)
    {
        var line = await connection.QuerySingleOrDefaultAsync<OutboxLine>("select id, action_path, paragraphs from outbox where id = @id", new { id }, transaction);
        return line is null ? 0 : await connection.ExecuteAsync("""
            update outbox set state = 'dropped', sender = null, problem = 'given up', action_path = @path, paragraphs = @paragraphs
            where id = @id and channel = 'mail' and state in ('waiting', 'held', 'failed', 'doubtful')
            """, new { id, path = OneTimeLink.Path(line.ActionPath), paragraphs = OneTimeLink.Paragraphs(line.Paragraphs) }, transaction);
    }
}
