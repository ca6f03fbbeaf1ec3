using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Musenor.Web.Brand;

namespace Musenor.Web.Delivery;

/// <summary>HTTP caching of public pages: kept by the browser, always asked again, answered 304 when nothing moved.</summary>
internal sealed class PublicPages(SiteSettings site, AccessibilityAudit audit, SiteBrand brand, IVisitorLinks visitor, IEnumerable<IFreshness> rooms)
{
    private readonly IFreshness[] _rooms = [.. rooms];
    private readonly string _build = Build(site, audit, brand);

    public static void Use(WebApplication app)
    {
        var pages = app.Services.GetRequiredService<PublicPages>();
        app.Use((context, next) =>
            context.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is { } page && HttpMethods.IsGet(context.Request.Method)
                ? pages.Answer(context, page, next)
                : next(context));
    }

    private async Task Answer(HttpContext context, PublicPageAttribute page, RequestDelegate next)
    {
        var person = await visitor.Stamp(context);
        var tag = await Tag(context, page, person);
        if (Matches(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            WriteHeaders(context.Response, tag, person);
            return;
        }

        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode == StatusCodes.Status200OK)
            {
                WriteHeaders(context.Response, tag, person);
            }

            return Task.CompletedTask;
        });
        await next(context);
    }

    private async Task<string> Tag(HttpContext context, PublicPageAttribute page, string person)
    {
        var request = context.Request;
        var seen = new StringBuilder(_build)
            .Append('\n').Append(request.Path).Append(request.QueryString)
            .Append('\n').Append(request.WantsJson()).Append(request.LinkedProfile() ?? "-")
            .Append('\n').Append(person);
        foreach (var room in page.ShowsData ? _rooms : [])
        {
            seen.Append('\n').Append(await room.Stamp(context.RequestAborted));
        }

        if (page.Also is { } also)
        {
            var turning = (IPageFreshness)context.RequestServices.GetRequiredService(also);
            seen.Append('\n').Append(await turning.Stamp(context, context.RequestAborted));
        }

        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen.ToString())).AsSpan(0, 10))}\"";
    }

    private static bool Matches(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        // « * » names no version that the caller holds: it gets the page.
        && known.Any(k => k.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));

    private static void WriteHeaders(HttpResponse response, string tag, string person)
    {
        response.Headers.ETag = tag;
        // Whoever is signed in gets a copy of their own, with their links: no cache may hand it on.
        response.Headers.CacheControl = person.Length == 0 ? "public, no-cache" : "private, no-cache";
        response.Headers.Vary = "Accept, Accept-Encoding";
    }

    /// <summary>What changes every page at once: the code, its words in each language, the installation's own settings.</summary>
    private static string Build(SiteSettings site, AccessibilityAudit audit, SiteBrand brand)
    {
        var code = Assembly.GetExecutingAssembly();
        var words = Directory.EnumerateFiles(AppContext.BaseDirectory, $"{code.GetName().Name}.resources.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
        return string.Join('\n', [code.ManifestModule.ModuleVersionId.ToString(), site.ToString(), brand.Stamp, audit.Mention, .. words]);
    }
}
