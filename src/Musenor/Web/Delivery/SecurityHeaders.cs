namespace Musenor.Web.Delivery;

/// <summary>What every answer carries, errors included: set last, so that nothing upstream can drop it.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

    public static void Use(WebApplication app)
    {
        var https = app.Services.GetRequiredService<SiteSettings>().BaseUrl.Scheme == Uri.UriSchemeHttps;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Write(context.Response.Headers, https);
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
