using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Accounts.Security;

/// <summary>Asks for another address. It takes the place of the former one when both have said yes.</summary>
public sealed class ChangeEmail(AccountLinks links, SecurityMail mail, Database database, Quota quota, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly QuotaRule ByAccount = new("address-change", 5, TimeSpan.FromHours(24));

    /// <summary>The password has been asked before (<see cref="AskPassword"/>).</summary>
    public async Task<Outcome> Run(string? typed, Person who, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (EmailAddress.Read(typed) is not { } address)
        {
            return new Outcome.Invalid("email", words["EmailProblem"]);
        }

        if (AddressFolding.Fold(address) == AddressFolding.Fold(who.Email))
        {
            return new Outcome.Invalid("email", words["EmailSame"]);
        }

        if (await quota.Take(ByAccount, who.Id, stop) is { } wait)
        {
            return new Outcome.TooMany(wait, words["EmailTooMany"]);
        }

        return await database.Write(async (connection, transaction) =>
        {
            await Ask(connection, transaction, who, address);
            return (Outcome)new Outcome.Done(address);
        }, stop);
    }

    private async Task Ask(DbConnection connection, DbTransaction transaction, Person who, string address)
    {
        var id = Guid.CreateVersion7().ToString();
        await connection.ExecuteAsync("delete from address_change where account_id = @Id", new { who.Id }, transaction);
        await connection.ExecuteAsync("delete from account_link where account_id = @Id and (purpose = @OldAddress or purpose = @NewAddress)",
            new { who.Id, AccountLinks.OldAddress, AccountLinks.NewAddress }, transaction);
        await connection.ExecuteAsync("insert into address_change (id, account_id, new_address, expires_at) values (@id, @account, @address, @ends)",
            new { id, account = who.Id, address, ends = clock.GetUtcNow() + Lifetime }, transaction);
        var old = await links.Make(connection, transaction, new() { Purpose = AccountLinks.OldAddress, AccountId = who.Id, About = id }, Lifetime);
        await mail.Send(connection, transaction, new("AddressOld") { AccountId = who.Id, Address = who.Email, Path = $"/compte/adresse/confirmer?jeton={old}" }, "account.address_asked", who);
        // Whoever holds the address already learns it by mail; the person who asks learns nothing.
        if (await connection.ExecuteScalarAsync<string?>("select id from account where normalized_email = @folded", new { folded = AddressFolding.Fold(address) }, transaction) is { } there)
        {
            await mail.Send(connection, transaction, new("Already") { AccountId = there, Path = "/compte/mot-de-passe-oublie" });
            return;
        }

        var token = await links.Make(connection, transaction, new() { Purpose = AccountLinks.NewAddress, AccountId = who.Id, About = id }, Lifetime);
        await mail.Send(connection, transaction, new("AddressNew") { AccountId = who.Id, Address = address, Path = $"/compte/adresse/confirmer?jeton={token}" });
    }
}
