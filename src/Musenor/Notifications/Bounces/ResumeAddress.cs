using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Notifications.Mail;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Notifications.Bounces;

/// <summary>Mails go to this address again: by the person, for their own, or by whoever watches the mails.</summary>
public sealed class ResumeAddress(Database database, Journal journal, TimeProvider clock)
{
    public async Task<Outcome> Run(Person who, string address, CancellationToken stop = default)
    {
        var own = who.May(Rights.OwnAccount, null) && MailAddress.Key(who.Email) == MailAddress.Key(address);
        if (!own && !who.May(Rights.WatchMail, null))
        {
            return new Outcome.Refused(Texts.Of("Accounts")["RefusedText"]);
        }

        return await database.Write<Outcome>(async (connection, transaction) =>
        {
            // Cleared before, by a second click or by somebody else: it is as was asked.
            if (await BounceScore.Clear(connection, transaction, address, clock.GetUtcNow()) == 0)
            {
                return new Outcome.Done(address);
            }

            await journal.Write(connection, transaction, new(who, "mail.resume", "mail_address", MailAddress.Masked(address)));
            return new Outcome.Done(address);
        }, stop);
    }
}
