using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Musenor.Storage;
using Musenor.Web.Abuse;

namespace Musenor.Accounts.Sessions;

/// <summary>Opens and ends the sessions of an account.</summary>
public sealed class OpenSession(Database database, TimeProvider clock)
{
    /// <param name="Proof">password, totp, passkey or recovery.</param>
    /// <param name="Stamp">Of the account as it was when the proof was checked; null where nothing was.</param>
    public sealed record Form(string AccountId, string Proof, string Browser, string Address, string? Stamp = null);

    /// <summary>
    /// Answers the identifier of the session: 128 random bits, known only to the cookie and to the table. Null when what was proved counts
    /// no more: the password or a factor changed, or the account was erased, while it was being checked.
    /// </summary>
    public async Task<string?> Run(Form form, CancellationToken stop = default)
    {
        var id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        var values = new { id, form.AccountId, now = clock.GetUtcNow(), Browser = Cut(form.Browser), form.Address, form.Proof, form.Stamp };
        var opened = await database.Write(async (connection, transaction) =>
        {
            // Seen: an account left unused for two years is erased.
            await connection.ExecuteAsync("update account set last_seen_at = @now where id = @AccountId", values, transaction);
            return await connection.ExecuteAsync("""
                insert into session (id, account_id, created_at, last_seen_at, browser, address, proof)
                select @id, @AccountId, @now, @now, @Browser, @Address, @Proof from account
                where id = @AccountId and state <> 'erased' and (@Stamp is null or security_stamp = @Stamp)
                """, values, transaction);
        }, stop);
        return opened == 1 ? id : null;
    }

    /// <summary>Opens a session for the browser of this request, and gives it the cookie. An older session of the same browser ends.</summary>
    /// <returns>False when what was proved counts no more.</returns>
    public async Task<bool> SignIn(HttpContext context, Identity.Account account, string proof, CancellationToken stop = default)
    {
        if ((await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal?.FindFirst(SessionCookie.Claim)?.Value is { } former)
        {
            await End(former, stop);
        }

        if (await Run(new Form(account.Id, proof, context.Request.Headers.UserAgent.ToString(), Client.Of(context), account.SecurityStamp), stop) is not { } id)
        {
            return false;
        }

        await context.SignInAsync(IdentityConstants.ApplicationScheme, SessionCookie.Principal(id, IdentityConstants.ApplicationScheme),
            new AuthenticationProperties { IsPersistent = true });
        return true;
    }

    /// <summary>A new session in place of this browser's, as it was proved: after a change of password, address or second factor.</summary>
    public async Task Renew(HttpContext context, Identity.Account account, string session, string? proof = null, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        // Ended elsewhere in the meantime, it does not come back.
        if (await connection.ExecuteScalarAsync<string?>("select proof from session where id = @session and ended_at is null", new { session }) is { } former)
        {
            await SignIn(context, account, proof ?? former, stop);
        }
    }

    public Task<int> End(string session, CancellationToken stop = default) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update session set ended_at = @now where id = @session and ended_at is null", new { now = clock.GetUtcNow(), session }, transaction), stop);

    /// <summary>« Se déconnecter partout », except from the session given.</summary>
    public Task<int> EndAll(string account, string? except = null, CancellationToken stop = default) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update session set ended_at = @now where account_id = @account and ended_at is null and id <> @except",
            new { now = clock.GetUtcNow(), account, except = except ?? "" }, transaction), stop);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
