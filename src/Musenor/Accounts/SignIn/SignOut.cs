using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Musenor.Accounts.Access;
using Musenor.Accounts.Sessions;

namespace Musenor.Accounts.SignIn;

/// <summary>Ends the session of this browser.</summary>
internal static class SignOut
{
    public static async Task<IResult> Run(HttpContext context, IAntiforgery forms, OpenSession sessions, CancellationToken stop)
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (context.Person() is { } who)
        {
            await sessions.End(who.SessionId, stop);
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.Redirect("/");
    }
}
