using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.Security;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.SignUp;

/// <summary>
/// The address says yes, and the password is the one of the asking: the account is made. Whoever asked in somebody else's name cannot have
/// an account waiting there with a password of their own.
/// </summary>
public sealed class ConfirmSignUp(AccountLinks links, Credentials credentials, Database database, Journal journal, TimeProvider clock)
{
    /// <summary>For whom the link would make an account; null when it is no longer good.</summary>
    public async Task<string?> Look(string? token, CancellationToken stop = default) =>
        await links.Look(AccountLinks.SignUp, token, stop) is { } link ? JsonSerializer.Deserialize<SignUp.Asked>(link.About)!.Name : null;

    public async Task<Outcome> Run(string? token, string? password, CancellationToken stop = default)
    {
        if (await links.Look(AccountLinks.SignUp, token, stop) is { } looked
            && !await credentials.Check(new Identity.Account { PasswordHash = JsonSerializer.Deserialize<SignUp.Asked>(looked.About)!.PasswordHash }, password, stop))
        {
            return new Outcome.Invalid("password", Texts.Of("Accounts")["ConfirmPasswordWrong"]);
        }

        return await database.Write((connection, transaction) => Make(connection, transaction, token), stop);
    }

    private async Task<Outcome> Make(DbConnection connection, DbTransaction transaction, string? token)
    {
        if (await links.Take(connection, transaction, AccountLinks.SignUp, token) is not { } link)
        {
            return new Outcome.Invalid("", Texts.Of("Accounts")["LinkGone"]);
        }

        var asked = JsonSerializer.Deserialize<SignUp.Asked>(link.About)!;
        // Other links of the same address carry other passwords: they are void.
        await connection.ExecuteAsync("delete from account_link where address = @Address and purpose = @SignUp", new { link.Address, AccountLinks.SignUp }, transaction);
        var id = Guid.CreateVersion7().ToString();
        var made = await connection.ExecuteAsync("""
            insert into account (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp, concurrency_stamp,
                                 lockout_enabled, name, created_at)
            values (@id, @Email, @Address, @Email, @Address, @yes, @PasswordHash, @stamp, @stamp, @no, @Name, @now)
            on conflict do nothing
            """, new { id, asked.Email, link.Address, asked.PasswordHash, stamp = Credentials.NewStamp(), asked.Name, yes = true, no = false, now = clock.GetUtcNow() }, transaction);
        if (made == 0)
        {
            return new Outcome.Invalid("", Texts.Of("Accounts")["LinkGone"]);
        }

        await journal.Write(connection, transaction, new Journal.Entry(new(id, asked.Name, asked.Email), "account.create", "account", id));
        return new Outcome.Done(id);
    }
}
