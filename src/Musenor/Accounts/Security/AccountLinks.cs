using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Musenor.Storage;

namespace Musenor.Accounts.Security;

/// <summary>One link of a mail, as its row tells.</summary>
public sealed record AccountLink
{
    public string TokenHash { get; init; } = "";
    public string Purpose { get; init; } = "";
    public string? AccountId { get; init; }
    public string Address { get; init; } = "";
    public string About { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>
/// Links sent by mail: 256 random bits that only the mail holds (here their hash), for one purpose, once, until an hour. A link is looked at
/// when its page opens and taken when the button is pressed, since scanners of mail follow links.
/// </summary>
public sealed class AccountLinks(Database database, TimeProvider clock)
{
    public const string SignUp = "sign_up";
    public const string Reset = "reset";
    public const string OldAddress = "address_old";
    public const string NewAddress = "address_new";
    public const string NotMe = "not_me";

    private const int TokenLength = 43;

    /// <summary>Answers the token, for the address in the mail.</summary>
    public async Task<string> Make(DbConnection connection, DbTransaction transaction, AccountLink link, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow();
        var token = Base64Url(RandomNumberGenerator.GetBytes(32));
        await connection.ExecuteAsync("delete from account_link where expires_at <= @now", new { now }, transaction);
        await connection.ExecuteAsync("""
            insert into account_link (token_hash, purpose, account_id, address, about, created_at, expires_at)
            values (@hash, @Purpose, @AccountId, @Address, @About, @now, @ends)
            """, new { hash = Hash(token), link.Purpose, link.AccountId, link.Address, link.About, now, ends = now + lifetime }, transaction);
        return token;
    }

    /// <summary>Is the link good? It stays so.</summary>
    public async Task<AccountLink?> Look(string purpose, string? token, CancellationToken stop = default)
    {
        if (token is not { Length: TokenLength })
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<AccountLink>("""
            select token_hash, purpose, account_id, address, about, expires_at from account_link
            where token_hash = @hash and purpose = @purpose and expires_at > @now
            """, new { hash = Hash(token), purpose, now = clock.GetUtcNow() });
    }

    /// <summary>Uses the link up; null when it is not good, or no longer.</summary>
    public Task<AccountLink?> Take(DbConnection connection, DbTransaction transaction, string purpose, string? token) => token is not { Length: TokenLength }
        ? Task.FromResult<AccountLink?>(null)
        : connection.QuerySingleOrDefaultAsync<AccountLink>("""
            delete from account_link where token_hash = @hash and purpose = @purpose and expires_at > @now
            returning token_hash, purpose, account_id, address, about, expires_at
            """, new { hash = Hash(token), purpose, now = clock.GetUtcNow() }, transaction);

    /// <summary>The links of an account that opened a door are void: its password or its address has changed.</summary>
    public static Task Forget(DbConnection connection, DbTransaction transaction, string account) => connection.ExecuteAsync(
        "delete from account_link where account_id = @account and purpose <> @NotMe", new { account, NotMe }, transaction);

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
