using Musenor.Accounts.Access;
using Musenor.Accounts.Security;
using Musenor.Accounts.Sessions;

namespace Musenor.Accounts.SignIn;

/// <summary>After the person changed what opens their account: a new session in this browser, which stays a known one.</summary>
public sealed class Refresh(OpenSession sessions, KnownBrowser browsers, Credentials credentials)
{
    /// <param name="proof">When more has just been proved than at sign-in.</param>
    public async Task Run(HttpContext context, string? proof = null, CancellationToken stop = default)
    {
        var who = context.Known();
        if (await credentials.OfId(who.Id, stop) is { } account)
        {
            browsers.Remember(context, account);
            await sessions.Renew(context, account, who.SessionId, proof, stop);
        }
    }
}
