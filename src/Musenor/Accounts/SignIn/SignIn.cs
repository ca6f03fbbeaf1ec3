using Microsoft.AspNetCore.Identity;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Sessions;
using Musenor.Web;

namespace Musenor.Accounts.SignIn;

/// <summary>Signs in with an address and a password.</summary>
public sealed class SignIn(UserManager<Account> accounts, OpenSession sessions)
{
    public sealed record Form(string Email, string Password);

    public async Task<Outcome> Run(Form form, HttpContext context, CancellationToken stop = default)
    {
        var account = await accounts.FindByEmailAsync(form.Email.Trim());
        if (account is null || !await accounts.CheckPasswordAsync(account, form.Password))
        {
            return new Outcome.Invalid("password", Texts.Of("Accounts")["WrongPassword"]);
        }

        await sessions.SignIn(context, account.Id, "password", stop);
        return new Outcome.Done(account.Id);
    }
}
