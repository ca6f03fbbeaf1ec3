using Musenor.Web;
using Musenor.Web.Delivery;
using Musenor.Web.Errors;

namespace Musenor.Accounts.Access;

/// <summary>The person of a request, and the gate that every request passes.</summary>
public static class CurrentPerson
{
    private static readonly Texts Words = Texts.Of("Accounts");

    /// <summary>Who asks; null for a visitor.</summary>
    public static Person? Person(this HttpContext context) => context.Features.Get<Person>();

    /// <summary>Who asks, on a page that needs a right: never null there.</summary>
    public static Person Known(this HttpContext context) =>
        context.Person() ?? throw new InvalidOperationException("This page is open to visitors: it has no person.");

    public static void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await Gate(context, next);
        }
        catch (ErasedMeanwhile)
        {
            context.Features.Set(new StatusReason(Words["ErasedMeanwhile"]));
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    });

    private static Task Gate(HttpContext context, RequestDelegate next)
    {
        // The framework answers a wrong method with an endpoint of its own: it shows nothing.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || IsOpen(endpoint))
        {
            return next(context);
        }

        var who = context.Person();
        // Nobody said who may: nobody may.
        if (endpoint.Metadata.GetMetadata<NeedsAttribute>() is not { } needs)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        return who is null ? AskToSignIn(context)
            : who.MaySomewhere(needs.Right) ? next(context)
            : Refuse(context, who);
    }

    internal static bool IsOpen(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PublicPageAttribute>() is not null || endpoint.Metadata.GetMetadata<OpenAttribute>() is not null;

    private static async Task AskToSignIn(HttpContext context)
    {
        if (context.Request.WantsJson() || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            if (context.Request.WantsJson())
            {
                await Problem.Write(context, 401, Words["SignInFirst"], Words["SignInFirstText"]);
            }

            return;
        }

        context.Response.Redirect($"/compte/connexion?retour={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
    }

    private static Task Refuse(HttpContext context, Person who)
    {
        if (HttpMethods.IsGet(context.Request.Method) && who.LacksSecondFactor)
        {
            context.Response.Redirect("/compte/double-authentification");
            return Task.CompletedTask;
        }

        context.Features.Set(new StatusReason(Words["RefusedText"]));
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
