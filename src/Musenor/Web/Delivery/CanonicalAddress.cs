using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Musenor.Web.Delivery;

/// <summary>
/// One address per page: « /Musees/ » answers 301 to « /musees ». Only the fixed words of a route are lowered;
/// what stands for a value (a REF has capitals) is left as it came.
/// </summary>
internal static class CanonicalAddress
{
    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var asked = request.Path.Value ?? "/";
        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && context.GetEndpoint() is RouteEndpoint endpoint
            && context.Features.Get<IStatusCodeReExecuteFeature>() is null
            && !asked.StartsWith("//", StringComparison.Ordinal)
            && Of(asked, endpoint.RoutePattern) is var right && right != asked)
        {
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.Headers.Location = request.PathBase + new PathString(right).ToUriComponent() + request.QueryString;
            return Task.CompletedTask;
        }

        return next(context);
    });

    internal static string Of(string path, RoutePattern pattern)
    {
        if (path.Length < 2 || pattern.PathSegments.Any(s => s.Parts.Any(p => p is RoutePatternParameterPart { IsCatchAll: true })))
        {
            return path;
        }

        var parts = path.TrimEnd('/').Split('/');
        for (var i = 1; i < parts.Length && i <= pattern.PathSegments.Count; i++)
        {
            if (pattern.PathSegments[i - 1] is { IsSimple: true } segment && segment.Parts[0] is RoutePatternLiteralPart literal)
            {
                parts[i] = literal.Content;
            }
        }

        return parts.Length == 1 ? "/" : string.Join('/', parts);
    }
}
