using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Musenor.Accounts.Identity;
using Musenor.Storage;

namespace Musenor.Accounts.Security;

/// <summary>Finds accounts, checks and changes what they prove themselves with.</summary>
public sealed class Credentials(IPasswordHasher<Account> hasher, Database database)
{
    // A hash that no password has: checked where there is no account, so that both cases take as long.
    private static string? _nobody;

    /// <summary>The account of this address, as it is now; null for none, and for one that is erased.</summary>
    public async Task<Account?> Find(string? address, CancellationToken stop = default)
    {
        if (EmailAddress.Read(address) is not { } read)
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Account>("""
            select id, name, email, email_confirmed, password_hash, security_stamp, two_factor_enabled, is_demo, state
            from account where normalized_email = @folded and state <> 'erased'
            """, new { folded = AddressFolding.Fold(read) });
    }

    public async Task<Account?> OfId(string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Account>("""
            select id, name, email, email_confirmed, password_hash, security_stamp, two_factor_enabled, is_demo, state
            from account where id = @id and state <> 'erased'
            """, new { id });
    }

    /// <summary>Is there an authenticator application, or a passkey?</summary>
    public async Task<bool> HasFactor(string account, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>("""
            select count(*) from account a where a.id = @account and (a.two_factor_enabled or exists (select 1 from account_passkey k where k.account_id = a.id))
            """, new { account }) > 0;
    }

    public async Task<bool> IsFreshPasskey(string session, DateTimeOffset since, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>("select count(*) from session where id = @session and proof = 'passkey' and created_at > @since", new { session, since }) > 0;
    }

    /// <summary>Is this its password? Takes as long when there is no account. Hashes it anew when the way of hashing has moved on.</summary>
    public async Task<bool> Check(Account? account, string? password, CancellationToken stop = default)
    {
        var given = password is { Length: <= PasswordRules.Longest } ? password : "";
        _nobody ??= hasher.HashPassword(new Account(), Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        var verdict = hasher.VerifyHashedPassword(account ?? new Account(), account?.PasswordHash ?? _nobody, given);
        if (account?.PasswordHash is null || verdict == PasswordVerificationResult.Failed)
        {
            return false;
        }

        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var (former, hash) = (account.PasswordHash, Hash(given));
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                "update account set password_hash = @hash where id = @Id and password_hash = @former", new { hash, account.Id, former }, transaction), stop);
        }

        return true;
    }

    public string Hash(string password) => hasher.HashPassword(new Account(), password);

    /// <summary>Puts a new password. The stamp changes with it: what was signed for the former one is void.</summary>
    public static Task SetPassword(DbConnection connection, DbTransaction transaction, string account, string hash) => connection.ExecuteAsync(
        "update account set password_hash = @hash, email_confirmed = @yes, security_stamp = @stamp, concurrency_stamp = @stamp where id = @account",
        new { hash, account, yes = true, stamp = NewStamp() }, transaction);

    public static string NewStamp() => Guid.NewGuid().ToString("N");

    /// <summary>Ends the sessions of an account, but one.</summary>
    public static Task EndSessions(DbConnection connection, DbTransaction transaction, string account, DateTimeOffset now, string except = "") => connection.ExecuteAsync(
        "update session set ended_at = @now where account_id = @account and ended_at is null and id <> @except", new { now, account, except }, transaction);
}
