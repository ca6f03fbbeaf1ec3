using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;
using Musenor.Web;

namespace Musenor.Accounts.SignIn;

/// <summary>Signs in with a passkey, whose device has checked the person: it stands for both factors.</summary>
public sealed class SignInByKey(SignInManager<Account> signIn, UserManager<Account> accounts, Credentials credentials, Enter enter)
{
    public Task<string> Ask() => signIn.MakePasskeyRequestOptionsAsync(null!);

    public async Task<Outcome> Run(string? credential, HttpContext context, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (await Check(credential) is not { Succeeded: true, Passkey.IsUserVerified: true } proved || await credentials.OfId(proved.User.Id, stop) is not { } account)
        {
            return new Outcome.Invalid("", words["KeyRefused"]);
        }

        if (SignIn.Refusal(account, context) is { } refusal)
        {
            return new Outcome.Invalid("", refusal);
        }

        // Its counter has moved: a copy of the key would be seen.
        if (!(await accounts.AddOrUpdatePasskeyAsync(proved.User, proved.Passkey)).Succeeded)
        {
            return new Outcome.Invalid("", words["KeyRefused"]); // the account changed meanwhile
        }

        return await enter.Run(context, account, "passkey", stop) ? new Outcome.Done(account.Id) : new Outcome.Invalid("", words["KeyRefused"]);
    }

    private async Task<PasskeyAssertionResult<Account>?> Check(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception e) when (e is InvalidOperationException or PasskeyException or JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
