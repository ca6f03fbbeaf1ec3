using Microsoft.AspNetCore.Antiforgery;
using Musenor.Accounts.Access;
using Musenor.Accounts.Security;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Accounts.SignIn;

/// <summary>What a page's script asks before it turns to the device: options in the JSON of WebAuthn. The form's own token comes with it.</summary>
internal static class KeyOptions
{
    public static async Task<IResult> ToSignIn(HttpContext context, IAntiforgery forms, SignInByKey signIn) =>
        await forms.IsRequestValidAsync(context) ? Json(context, await signIn.Ask()) : Results.StatusCode(StatusCodes.Status400BadRequest);

    /// <summary>Asks the password first: a key that the site would refuse is not made on the device.</summary>
    public static async Task<IResult> ToAdd(HttpContext context, IAntiforgery forms, Passkeys passkeys, AskPassword ask, CancellationToken stop)
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return await ask.Run(context.Known(), context.Request.Form[AskPassword.Field], stop) switch
        {
            null => Json(context, await passkeys.Ask(context.Known())),
            Outcome.TooMany(var wait, var reason) => Results.Json(new { problem = $"{reason} {Texts.Of("Web")["RetryAfter", Wait.InWords(wait)]}" }, statusCode: StatusCodes.Status422UnprocessableEntity),
            Outcome.Invalid wrong => Results.Json(new { problem = wrong.Problem }, statusCode: StatusCodes.Status422UnprocessableEntity),
            var other => throw new InvalidOperationException($"Nobody told what to do with {other}."),
        };
    }

    private static IResult Json(HttpContext context, string options)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(options, "application/json");
    }
}
