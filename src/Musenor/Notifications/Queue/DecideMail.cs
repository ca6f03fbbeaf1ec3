using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Notifications.Queue;

/// <summary>Sends a mail of the queue again, or gives it up.</summary>
public sealed class DecideMail(Once once, Journal journal, TimeProvider clock)
{
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
            var now = clock.GetUtcNow();
            // One that is in a server's hands is nobody's to decide.
            var done = form.Resend
                ? await connection.ExecuteAsync("""
                    update outbox set state = 'waiting', sender = null, attempts = 0, next_at = @now, problem = null
                    where id = @Id and channel = 'mail' and state in ('failed', 'doubtful')
                    """, new { form.Id, now }, transaction)
                : await connection.ExecuteAsync("""
                    update outbox set state = 'dropped', sender = null, problem = 'given up'
                    where id = @Id and channel = 'mail' and state in ('waiting', 'held', 'failed', 'doubtful')
                    """, new { form.Id }, transaction);
            if (done == 0)
            {
                return new Outcome.Missing();
            }

            await journal.Write(connection, transaction, new(who, form.Resend ? "mail.resend" : "mail.drop", "mail", form.Id));
            return new Outcome.Done(form.Id);
        }, stop);
    }
}
