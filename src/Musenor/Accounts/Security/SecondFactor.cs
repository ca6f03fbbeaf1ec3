using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>The authenticator application of an account, and its codes on paper.</summary>
public sealed class SecondFactor(Database database, SecurityMail mail, IDataProtectionProvider protection, SiteSettings site, TimeProvider clock)
{
    private const string Provider = "musenor";
    private const string KeyName = "totp";
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("Musenor.Accounts.SecondFactor").ToTimeLimitedDataProtector();

    /// <summary>What the page of enrolment shows: nothing is kept until a code of it comes back.</summary>
    public sealed record Offer(string Key, string Sealed, string Address)
    {
        /// <summary>In groups of four, to be copied by hand.</summary>
        public string Spelled => string.Join(' ', Key.Chunk(4).Select(four => new string(four)));
    }

    /// <param name="former">The sealed key that came back with a wrong code: the application has read it already.</param>
    public Offer Propose(Person who, string? former = null)
    {
        var key = Open(who, former) ?? Totp.NewKey();
        return new Offer(key, _seal.Protect($"{who.Id}\n{key}", Patience), Totp.Address(key, site.Name, who.Email));
    }

    /// <summary>« totp » or « recovery » when the code is good, and it serves no second time; else null.</summary>
    public Task<string?> Check(Account account, string? code, CancellationToken stop = default)
    {
        var typed = string.Concat((code is { Length: <= 40 } ? code : "").Where(c => !char.IsWhiteSpace(c)));
        return typed.Length switch
        {
            0 => Task.FromResult<string?>(null),
            6 when typed.All(char.IsAsciiDigit) => CheckTotp(account, typed, stop),
            _ => CheckPaper(account, typed, stop),
        };
    }

    /// <summary>Enrols: answers the codes on paper, or null when the code is not one of the key proposed.</summary>
    public async Task<IReadOnlyList<string>?> Enable(Person who, string? proposed, string? code, CancellationToken stop = default)
    {
        var typed = string.Concat((code is { Length: <= 40 } ? code : "").Where(c => !char.IsWhiteSpace(c)));
        if (Open(who, proposed) is not { } key || Totp.Match(key, typed, clock.GetUtcNow()) is not { } step)
        {
            return null;
        }

        return await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("""
                insert into account_token (account_id, login_provider, name, value) values (@Id, @Provider, @KeyName, @key)
                on conflict (account_id, login_provider, name) do update set value = excluded.value
                """, new { who.Id, Provider, KeyName, key }, transaction);
            await Set(connection, transaction, who.Id, true, step);
            await Credentials.EndSessions(connection, transaction, who.Id, clock.GetUtcNow(), who.SessionId);
            await mail.Send(connection, transaction, new("SecondFactorOn") { AccountId = who.Id }, "account.second_factor_on", who);
            return await RecoveryCodes.Make(connection, transaction, who.Id);
        }, stop);
    }

    public Task<IReadOnlyList<string>> NewCodes(Person who, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        await mail.Send(connection, transaction, new("NewCodes") { AccountId = who.Id }, "account.recovery_codes", who);
        return await RecoveryCodes.Make(connection, transaction, who.Id);
    }, stop);

    /// <summary>Refused to whoever holds a role that needs it.</summary>
    public async Task<Outcome> Disable(Person who, CancellationToken stop = default)
    {
        if (who.Roles.Any(r => Roles.OfTheAssociation.Contains(r.Role)))
        {
            return new Outcome.Invalid("", Texts.Of("Accounts")["SecondFactorKept"]);
        }

        return await database.Write(async (connection, transaction) =>
        {
            await Clear(connection, transaction, who.Id);
            await Credentials.EndSessions(connection, transaction, who.Id, clock.GetUtcNow(), who.SessionId);
            await mail.Send(connection, transaction, new("SecondFactorOff") { AccountId = who.Id, Path = "/compte/mot-de-passe-oublie" }, "account.second_factor_off", who);
            return (Outcome)new Outcome.Done(who.Id);
        }, stop);
    }

    public async Task<int> CodesLeft(string account, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await RecoveryCodes.Left(connection, account);
    }

    private async Task<string?> CheckTotp(Account account, string code, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var key = await connection.ExecuteScalarAsync<string?>("select value from account_token where account_id = @Id and login_provider = @Provider and name = @KeyName", new { account.Id, Provider, KeyName });
        if (key is null || Totp.Match(key, code, clock.GetUtcNow()) is not { } step)
        {
            return null;
        }

        // Whoever looked over the shoulder, or sent the same form twice, comes too late: one row, once.
        var first = await database.Write((writing, transaction) => writing.ExecuteAsync(
            "update account set totp_step = @step where id = @Id and totp_step < @step", new { step, account.Id }, transaction), stop);
        return first == 1 ? "totp" : null;
    }

    private Task<string?> CheckPaper(Account account, string code, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        if (!await RecoveryCodes.Use(connection, transaction, account.Id, code))
        {
            return null;
        }

        await mail.Send(connection, transaction, new("CodeUsed") { AccountId = account.Id, Path = "/compte/double-authentification", Values = [await RecoveryCodes.Left(connection, account.Id, transaction)] });
        return (string?)"recovery";
    }, stop);

    /// <summary>Takes the application and its codes off.</summary>
    internal static async Task Clear(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, string account)
    {
        await connection.ExecuteAsync("delete from account_token where account_id = @account and login_provider = @Provider", new { account, Provider }, transaction);
        await RecoveryCodes.Remove(connection, transaction, account);
        await Set(connection, transaction, account, false, 0);
    }

    private static Task Set(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, string account, bool on, long step) => connection.ExecuteAsync(
        "update account set two_factor_enabled = @on, totp_step = @step, security_stamp = @stamp, concurrency_stamp = @stamp where id = @account",
        new { on, step, account, stamp = Credentials.NewStamp() }, transaction);

    private string? Open(Person who, string? proposed)
    {
        try
        {
            var parts = proposed is { Length: > 0 and < 2000 } ? _seal.Unprotect(proposed).Split('\n') : [];
            return parts.Length == 2 && parts[0] == who.Id ? parts[1] : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
