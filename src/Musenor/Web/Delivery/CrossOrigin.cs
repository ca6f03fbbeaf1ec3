namespace Musenor.Web.Delivery;

/// <summary>Addresses under this path may be read by the scripts of any site: protocols that viewers and harvesters of others speak. Registered by rooms.</summary>
public sealed record CrossOriginPath(string Prefix);

/// <summary>
/// The headers that let them (Fetch standard, « CORS protocol »), on every answer under such a path, errors and redirects included; and the
/// answer to a browser that asks first.
/// </summary>
internal static class CrossOrigin
{
    public static void Use(WebApplication app)
    {
        var paths = app.Services.GetServices<CrossOriginPath>().Select(p => new PathString(p.Prefix)).ToArray();
        app.Use((context, next) =>
        {
            if (!paths.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)))
            {
                return next(context);
            }

            context.Response.OnStarting(() =>
            {
                Allow(context.Response.Headers);
                return Task.CompletedTask;
            });
            if (!HttpMethods.IsOptions(context.Request.Method))
            {
                return next(context);
            }

            var headers = context.Response.Headers;
            headers.AccessControlAllowMethods = headers.Allow = "GET, HEAD, OPTIONS";
            headers.AccessControlAllowHeaders = "Accept, Content-Type, If-None-Match, If-Modified-Since, Range";
            headers.AccessControlMaxAge = "86400";
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private static void Allow(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Link, Location, Retry-After";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
