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
    public sealed record Form(string AccountId, string Proof, string Browser, string Address);

    /// <summary>Answers the identifier of the session: 128 random bits, known only to the cookie and to the table.</summary>
    public async Task<string> Run(Form form, CancellationToken stop = default)
    {
        var id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        var values = new { id, form.AccountId, now = clock.GetUtcNow(), Browser = Cut(form.Browser), form.Address, form.Proof };
        await database.Write(async (connection, transaction) =>
        {
            // Seen: an account left unused for two years is erased.
            await connection.ExecuteAsync("update account set last_seen_at = @now where id = @AccountId", values, transaction);
            return await connection.ExecuteAsync("""
                insert into session (id, account_id, created_at, last_seen_at, browser, address, proof)
                values (@id, @AccountId, @now, @now, @Browser, @Address, @Proof)
                """, values, transaction);
        }, stop);
        return id;
    }

    /// <summary>Opens a session for the browser of this request, and gives it the cookie. An older session of the same browser ends.</summary>
    public async Task SignIn(HttpContext context, string account, string proof, CancellationToken stop = default)
    {
        if ((await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal?.FindFirst(SessionCookie.Claim)?.Value is { } former)
        {
            await End(former, stop);
        }

        var id = await Run(new Form(account, proof, context.Request.Headers.UserAgent.ToString(), Client.Of(context)), stop);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, SessionCookie.Principal(id, IdentityConstants.ApplicationScheme),
            new AuthenticationProperties { IsPersistent = true });
    }

    /// <summary>A new session in place of this browser's, as it was proved: after a change of password, address or second factor.</summary>
    public async Task Renew(HttpContext context, string account, string session, string? proof = null, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        proof ??= await connection.ExecuteScalarAsync<string>("select proof from session where id = @session", new { session });
        await SignIn(context, account, proof ?? "password", stop);
    }

    public Task<int> End(string session, CancellationToken stop = default) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update session set ended_at = @now where id = @session and ended_at is null", new { now = clock.GetUtcNow(), session }, transaction), stop);

    /// <summary>« Se déconnecter partout », except from the session given.</summary>
    public Task<int> EndAll(string account, string? except = null, CancellationToken stop = default) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update session set ended_at = @now where account_id = @account and ended_at is null and id <> @except",
            new { now = clock.GetUtcNow(), account, except = except ?? "" }, transaction), stop);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
