using System.Data.Common;
using Musenor.Accounts.Identity;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Accounts.Security;

/// <summary>Sends the way to a new password to the address of an account, and says the same when there is none.</summary>
public sealed class AskReset(Credentials credentials, AccountLinks links, SecurityMail mail, Database database, Quota quota)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly QuotaRule ByClient = new("reset-client", 20, TimeSpan.FromHours(1));
    private static readonly QuotaRule ByAddress = new("reset-address", 5, TimeSpan.FromHours(1));

    public async Task<Outcome> Run(string? typed, string client, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (EmailAddress.Read(typed) is not { } address)
        {
            return new Outcome.Invalid("email", words["EmailProblem"]);
        }

        if ((await quota.Take(ByClient, client, stop) ?? await quota.Take(ByAddress, AddressFolding.Fold(address)!, stop)) is { } wait)
        {
            return new Outcome.TooMany(wait, words["ResetTooMany"]);
        }

        var account = await credentials.Find(address, stop);
        // A hash in both cases, whose time hides that of the mail written in one of them.
        await credentials.Check(null, address, stop);
        if (account is { IsDemo: false })
        {
            await database.Write(async (connection, transaction) =>
            {
                await Send(connection, transaction, account.Id, account.Email!);
                return 0;
            }, stop);
        }

        return new Outcome.Done(address);
    }

    /// <summary>To the address as it is kept, never as somebody typed it.</summary>
    public async Task Send(DbConnection connection, DbTransaction transaction, string account, string address)
    {
        var token = await links.Make(connection, transaction, new AccountLink { Purpose = AccountLinks.Reset, AccountId = account }, Lifetime);
        await mail.Send(connection, transaction, new("Reset") { AccountId = account, Address = address, Path = $"/compte/nouveau-mot-de-passe?jeton={token}" });
    }
}
