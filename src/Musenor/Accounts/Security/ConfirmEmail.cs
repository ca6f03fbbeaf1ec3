using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>One of the two addresses says yes; with the second yes the address changes, and the former one is told, with a way back.</summary>
public sealed class ConfirmEmail(AccountLinks links, SecurityMail mail, Database database, TimeProvider clock)
{
    /// <summary>What <see cref="Outcome.Done"/> carries while the other address has not answered.</summary>
    public const string Half = "half";

    private static readonly TimeSpan WayBack = TimeSpan.FromDays(14);

    private sealed record Change
    {
        public string Id { get; init; } = "";
        public string AccountId { get; init; } = "";
        public string NewAddress { get; init; } = "";
        public bool OldSaidYes { get; init; }
        public bool NewSaidYes { get; init; }
    }

    public async Task<bool> Look(string? token, CancellationToken stop = default) =>
        (await links.Look(AccountLinks.OldAddress, token, stop) ?? await links.Look(AccountLinks.NewAddress, token, stop)) is not null;

    public Task<Outcome> Run(string? token, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        var gone = new Outcome.Invalid("", Texts.Of("Accounts")["LinkGone"]);
        var link = await links.Take(connection, transaction, AccountLinks.OldAddress, token) ?? await links.Take(connection, transaction, AccountLinks.NewAddress, token);
        if (link is null)
        {
            return gone;
        }

        await connection.ExecuteAsync(link.Purpose == AccountLinks.OldAddress
            ? "update address_change set old_said_yes = @yes where id = @About"
            : "update address_change set new_said_yes = @yes where id = @About", new { yes = true, link.About }, transaction);
        var change = await connection.QuerySingleOrDefaultAsync<Change>(
            "select id, account_id, new_address, old_said_yes, new_said_yes from address_change where id = @About and expires_at > @now", new { link.About, now = clock.GetUtcNow() }, transaction);
        return change switch
        {
            null => gone,
            { OldSaidYes: true, NewSaidYes: true } => await Put(connection, transaction, change),
            _ => new Outcome.Done(Half),
        };
    }, stop);

    private async Task<Outcome> Put(DbConnection connection, DbTransaction transaction, Change change)
    {
        var former = await connection.QuerySingleAsync<Account>("select id, name, email from account where id = @AccountId", new { change.AccountId }, transaction);
        await connection.ExecuteAsync("delete from address_change where id = @Id", new { change.Id }, transaction);
        if (!await SetAddress(connection, transaction, change.AccountId, change.NewAddress))
        {
            return new Outcome.Invalid("", Texts.Of("Accounts")["EmailTaken"]);
        }

        await AccountLinks.Forget(connection, transaction, change.AccountId);
        var token = await links.Make(connection, transaction, new() { Purpose = AccountLinks.NotMe, AccountId = change.AccountId, About = former.Email! }, WayBack);
        await mail.Send(connection, transaction, new("AddressChanged") { AccountId = change.AccountId, Address = former.Email, Path = $"/compte/pas-moi?jeton={token}" },
            "account.address", new Person(former.Id, former.Name, former.Email!));
        return new Outcome.Done(change.AccountId);
    }

    /// <summary>False when another account took the address meanwhile. The stamp changes: what was signed for the former address is void.</summary>
    internal static async Task<bool> SetAddress(DbConnection connection, DbTransaction transaction, string account, string address) => await connection.ExecuteAsync("""
        update account set email = @address, normalized_email = @folded, user_name = @address, normalized_user_name = @folded, email_confirmed = @yes,
                           security_stamp = @stamp, concurrency_stamp = @stamp
        where id = @account and not exists (select 1 from account other where other.normalized_email = @folded and other.id <> @account)
        """, new { address, folded = AddressFolding.Fold(address), yes = true, stamp = Credentials.NewStamp(), account }, transaction) == 1;
}
