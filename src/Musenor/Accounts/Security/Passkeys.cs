using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Accounts.SignUp;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>Passkeys of an account (WebAuthn): the framework checks them, the house names, lists and removes them.</summary>
public sealed class Passkeys(SignInManager<Account> signIn, UserManager<Account> accounts, SecurityMail mail, Database database, TimeProvider clock)
{
    private const int Most = 10;

    /// <param name="Handle">Identifier of the key, for a form.</param>
    public sealed record Key(string Handle, string Name, DateTimeOffset AddedAt);

    public async Task<IReadOnlyList<Key>> List(Person who) => await accounts.FindByIdAsync(who.Id) is { } account
        ? [.. (await accounts.GetPasskeysAsync(account)).OrderBy(p => p.CreatedAt).Select(p => new Key(Handle(p), p.Name ?? "", p.CreatedAt))]
        : [];

    /// <summary>What the browser asks the device for, as JSON; a signed cookie remembers the challenge for five minutes.</summary>
    public Task<string> Ask(Person who) => signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = who.Id, Name = who.Email, DisplayName = who.Name });

    public async Task<Outcome> Add(Person who, string? credential, string? name, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (PersonName.Read(name) is not { } called)
        {
            return new Outcome.Invalid("nom", words["KeyNameProblem", PersonName.Longest]);
        }

        if (await accounts.FindByIdAsync(who.Id) is not { } account || (await accounts.GetPasskeysAsync(account)).Count >= Most)
        {
            return new Outcome.Invalid("", words["KeyTooMany", Most]);
        }

        if (await Attest(credential) is not { Succeeded: true } made || made.UserEntity.Id != who.Id)
        {
            return new Outcome.Invalid("", words["KeyProblem"]);
        }

        made.Passkey.Name = called;
        if (!(await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded)
        {
            return new Outcome.Invalid("", words["KeyProblem"]);
        }

        await Tell(who, "KeyAdded", "account.passkey_add", stop);
        return new Outcome.Done(Handle(made.Passkey));
    }

    public async Task<Outcome> Remove(Person who, string? handle, CancellationToken stop = default)
    {
        if (await accounts.FindByIdAsync(who.Id) is not { } account || (await accounts.GetPasskeysAsync(account)).FirstOrDefault(p => Handle(p) == handle) is not { } key)
        {
            return new Outcome.Missing();
        }

        if (!(await accounts.RemovePasskeyAsync(account, key.CredentialId)).Succeeded)
        {
            return new Outcome.Invalid("", Texts.Of("Accounts")["KeyProblem"]);
        }

        // A session that this key opened, on a telephone that is lost, ends with it.
        await database.Write(async (connection, transaction) =>
        {
            await Credentials.EndSessions(connection, transaction, who.Id, clock.GetUtcNow(), who.SessionId);
            return 0;
        }, stop);
        await Tell(who, "KeyRemoved", "account.passkey_remove", stop);
        return new Outcome.Done(who.Id);
    }

    private Task<int> Tell(Person who, string letter, string action, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        await mail.Send(connection, transaction, new(letter) { AccountId = who.Id, Path = "/compte/cles" }, action, who);
        return 0;
    }, stop);

    // The framework throws when nothing was asked before, or when what came is no credential at all.
    private async Task<PasskeyAttestationResult?> Attest(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (Exception e) when (e is InvalidOperationException or PasskeyException or JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string Handle(UserPasskeyInfo key) => System.Buffers.Text.Base64Url.EncodeToString(key.CredentialId);
}
