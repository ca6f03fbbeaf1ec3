using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Security;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Administration;

/// <summary>
/// Takes the second factor off an account whose owner lost telephone and codes, after an administrator made sure of who asks: application,
/// codes and passkeys go, and every session ends. The password, or the way by mail, opens the account again; the owner is told.
/// </summary>
public sealed class LiftFactors(Database database, SecurityMail mail, TimeProvider clock)
{
    public async Task<Outcome> Run(Person who, string account, CancellationToken stop = default) => !who.May(Rights.ManageAccounts, null)
        ? new Outcome.Refused(Texts.Of("Accounts")["RefusedText"])
        : await database.Write<Outcome>(async (connection, transaction) =>
        {
            if (await connection.ExecuteScalarAsync<long>("select count(*) from account where id = @account and state <> 'erased'", new { account }, transaction) == 0)
            {
                return new Outcome.Missing();
            }

            if (await connection.ExecuteScalarAsync<long>("""
                select count(*) from account a where a.id = @account and (a.two_factor_enabled or exists (select 1 from account_passkey k where k.account_id = a.id))
                """, new { account }, transaction) == 0)
            {
                return new Outcome.Invalid("", Texts.Of("Accounts")["FactorsNone"]);
            }

            await connection.ExecuteAsync("delete from account_passkey where account_id = @account", new { account }, transaction);
            await SecondFactor.Clear(connection, transaction, account);
            await Credentials.EndSessions(connection, transaction, account, clock.GetUtcNow());
            await mail.Send(connection, transaction, new("FactorsLifted") { AccountId = account, Path = "/compte/mot-de-passe-oublie" }, "account.second_factor_lift", who);
            return new Outcome.Done(account);
        }, stop);
}
