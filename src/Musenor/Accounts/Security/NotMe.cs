using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>
/// « Ce n'est pas moi », from the former address: it becomes the account's address again, whatever opens the account is void (sessions,
/// password, passkeys, second factor, links), and the way to a new password leaves for it.
/// </summary>
public sealed class NotMe(AccountLinks links, AskReset reset, Database database, Journal journal, TimeProvider clock)
{
    public async Task<bool> Look(string? token, CancellationToken stop = default) => await links.Look(AccountLinks.NotMe, token, stop) is not null;

    public Task<Outcome> Run(string? token, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        if (await links.Take(connection, transaction, AccountLinks.NotMe, token) is not { AccountId: { } account } link
            || !await ConfirmEmail.SetAddress(connection, transaction, account, link.About))
        {
            return new Outcome.Invalid("", Texts.Of("Accounts")["LinkGone"]);
        }

        await connection.ExecuteAsync("update account set password_hash = null where id = @account", new { account }, transaction);
        await connection.ExecuteAsync("delete from account_passkey where account_id = @account", new { account }, transaction);
        await SecondFactor.Clear(connection, transaction, account);
        await connection.ExecuteAsync("delete from account_link where account_id = @account", new { account }, transaction);
        await connection.ExecuteAsync("delete from address_change where account_id = @account", new { account }, transaction);
        await Credentials.EndSessions(connection, transaction, account, clock.GetUtcNow());
        await journal.Write(connection, transaction, new Journal.Entry(new Person(account, "", link.About), "account.not_me", "account", account));
        await reset.Send(connection, transaction, account, link.About);
        return (Outcome)new Outcome.Done(account);
    }, stop);
}
