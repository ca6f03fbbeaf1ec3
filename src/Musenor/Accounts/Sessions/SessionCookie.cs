using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Accounts.Sessions;

/// <summary>The only cookie of somebody signed in: it names a session, and the session is read anew at each request.</summary>
internal static class SessionCookie
{
    public const string Claim = "session";

    /// <summary>Since it was last used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Of those who hold the keys of everybody: a browser left open is not an office left open.</summary>
    public static readonly TimeSpan AssociationLifetime = TimeSpan.FromHours(12);

    /// <param name="roles">Keys of the roles in force; null for none.</param>
    public static TimeSpan LifetimeOf(IEnumerable<string?> roles) =>
        roles.Any(key => key is not null && Roles.Read(key) is { } role && Roles.OfTheAssociation.Contains(role)) ? AssociationLifetime : Lifetime;

    public static void Configure(CookieAuthenticationOptions cookie, SiteSettings site)
    {
        var https = site.BaseUrl.Scheme == Uri.UriSchemeHttps;
        cookie.Cookie.Name = https ? "__Host-musenor" : "musenor";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/compte/connexion";
        cookie.ReturnUrlParameter = "retour";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = Validate,
            OnCheckSlidingExpiration = checking =>
            {
                checking.ShouldRenew &= !AsksByItself(checking.HttpContext);
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Between two steps of a sign-in, five minutes.</summary>
    public static void ConfigureStep(CookieAuthenticationOptions cookie, SiteSettings site)
    {
        var https = site.BaseUrl.Scheme == Uri.UriSchemeHttps;
        cookie.Cookie.Name = https ? "__Host-musenor-etape" : "musenor-etape";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
    }

    public static ClaimsPrincipal Principal(string session, string scheme) => new(new ClaimsIdentity([new Claim(Claim, session)], scheme));

    private static bool AsksByItself(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AsksByItselfAttribute>() is not null;

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<ReadPerson>();
        var id = context.Principal?.FindFirst(Claim)?.Value;
        if (id is null || await sessions.Run(id, !AsksByItself(context.HttpContext), context.HttpContext.RequestAborted) is not { } who
            || (who.IsDemo && !Client.IsThisMachine(context.HttpContext)))
        {
            context.RejectPrincipal();
            return;
        }

        context.HttpContext.Features.Set<Person>(who);
    }
}
