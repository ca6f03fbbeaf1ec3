using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>A new password for whoever holds the mail box. Every session ends.</summary>
public sealed class ResetPassword(AccountLinks links, Credentials credentials, SecurityMail mail, Database database, TimeProvider clock)
{
    /// <summary>The account that the link opens; null when it is no longer good.</summary>
    public async Task<Account?> Look(string? token, CancellationToken stop = default) =>
        await links.Look(AccountLinks.Reset, token, stop) is { AccountId: { } id } ? await credentials.OfId(id, stop) : null;

    public async Task<Outcome> Run(string? token, string? password, CancellationToken stop = default)
    {
        var gone = new Outcome.Invalid("", Texts.Of("Accounts")["LinkGone"]);
        if (await Look(token, stop) is not { } account)
        {
            return gone;
        }

        // A password refused does not use the link up.
        if (PasswordRules.Problem(password, account.Email!, account.Name) is { } weak)
        {
            return new Outcome.Invalid("password", weak);
        }

        var hash = credentials.Hash(password!);
        return await database.Write(async (connection, transaction) =>
        {
            if (await links.Take(connection, transaction, AccountLinks.Reset, token) is null)
            {
                return gone;
            }

            await Credentials.SetPassword(connection, transaction, account.Id, hash);
            await Credentials.EndSessions(connection, transaction, account.Id, clock.GetUtcNow());
            await AccountLinks.Forget(connection, transaction, account.Id);
            await connection.ExecuteAsync("delete from address_change where account_id = @Id", new { account.Id }, transaction);
            await mail.Send(connection, transaction, new("PasswordChanged") { AccountId = account.Id, Path = "/compte/mot-de-passe-oublie" },
                "account.password_reset", new Person(account.Id, account.Name, account.Email!));
            return (Outcome)new Outcome.Done(account.Id);
        }, stop);
    }
}
