using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Musenor.Accounts.Security;

/// <summary>Codes on paper, for the day the telephone is lost: shown once, kept as hashes, each good once.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;

    // Without what a hand mistakes: 0 and o, 1 and l and i.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>New ones in place of all others; answers them, for the only time.</summary>
    public static async Task<IReadOnlyList<string>> Make(DbConnection connection, DbTransaction transaction, string account)
    {
        await Remove(connection, transaction, account);
        var codes = Enumerable.Range(0, Count).Select(_ => $"{RandomNumberGenerator.GetString(Letters, 5)}-{RandomNumberGenerator.GetString(Letters, 5)}").ToList();
        foreach (var code in codes)
        {
            await connection.ExecuteAsync("insert into recovery_code (account_id, code_hash) values (@account, @hash)", new { account, hash = Hash(account, code) }, transaction);
        }

        return codes;
    }

    public static Task Remove(DbConnection connection, DbTransaction transaction, string account) =>
        connection.ExecuteAsync("delete from recovery_code where account_id = @account", new { account }, transaction);

    /// <summary>True when the code was there; it no longer is.</summary>
    public static async Task<bool> Use(DbConnection connection, DbTransaction transaction, string account, string code) =>
        await connection.ExecuteAsync("delete from recovery_code where account_id = @account and code_hash = @hash", new { account, hash = Hash(account, code) }, transaction) == 1;

    public static Task<int> Left(DbConnection connection, string account, DbTransaction? transaction = null) =>
        connection.ExecuteScalarAsync<int>("select count(*) from recovery_code where account_id = @account", new { account }, transaction);

    private static string Hash(string account, string code)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{plain}")));
    }
}
