namespace Musenor.Web.Delivery;

/// <summary>
/// Set on the features of a request whose answer is bytes that someone else made: even shown by mistake, they run nothing and load nothing.
/// </summary>
public sealed record SandboxedAnswer;

/// <summary>What every answer carries, errors included: set last, so that nothing upstream can drop it.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

    private const string Sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

    public static void Use(WebApplication app)
    {
        var https = app.Services.GetRequiredService<SiteSettings>().BaseUrl.Scheme == Uri.UriSchemeHttps;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Write(context.Response.Headers, https);
                if (context.Features.Get<SandboxedAnswer>() is not null)
                {
                    context.Response.Headers.ContentSecurityPolicy = Sandbox;
                }

                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Write(IHeaderDictionary headers, bool https)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (https)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
