using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;

namespace Musenor.Accounts.SignIn;

/// <summary>Between the password and the code: five minutes, in this browser, and void when the password changes meanwhile.</summary>
public sealed class PendingSignIn(Credentials credentials)
{
    private const string Scheme = "Identity.TwoFactorUserId";
    private const string Stamp = "stamp";

    public Task Open(HttpContext context, Account account) => context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new(ClaimTypes.Name, account.Id), new(Stamp, account.SecurityStamp ?? "")], Scheme)));

    public async Task<Account?> Read(HttpContext context)
    {
        var signed = await context.AuthenticateAsync(Scheme);
        return signed.Principal?.FindFirst(ClaimTypes.Name)?.Value is { } id && signed.Principal.FindFirst(Stamp)?.Value is { } stamp
            && await credentials.OfId(id) is { } account && account.SecurityStamp == stamp
            ? account
            : null;
    }

    public Task Close(HttpContext context) => context.SignOutAsync(Scheme);
}
