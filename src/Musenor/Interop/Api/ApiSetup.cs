using System.Reflection;
using Musenor.Museums.Practical;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Delivery;

namespace Musenor.Interop.Api;

internal static class ApiSetup
{
    public const string Path = "/api/v1";
    public const string Description = "/api/openapi.json";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<WalkNotices>();
        services.AddSingleton(new CrossOriginPath("/api"));
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var fresh = new PublicPageAttribute();
        var page = new CostAttribute(2);
        routes.MapGet($"{Path}/notices", (HttpContext context, WalkNotices walk, CancellationToken stop) => walk.Answer(context, stop)).WithMetadata(fresh, page);
        routes.MapGet(Path + "/notices/{reference}", ShowRecords.Notice).WithMetadata(fresh);
        routes.MapGet($"{Path}/museums", ShowRecords.Museums).WithMetadata(fresh, page);
        routes.MapGet(Path + "/museums/{slug}", ShowRecords.Museum).WithMetadata(new PublicPageAttribute { Also = typeof(MuseumPageFreshness) });
        routes.MapGet($"{Path}/search", SearchSlices.Answer).WithMetadata(fresh, CostAttribute.Search);
        routes.MapGet(Description, (SiteSettings site) => Results.Text(Document(site), "application/json", System.Text.Encoding.UTF8)).WithMetadata(new PublicPageAttribute { ShowsData = false });
    }

    /// <summary>Kept by hand, so that each parameter has its sentence; a test holds it to the routes and to what they answer.</summary>
    internal static string Document(SiteSettings site)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!);
        return text.ReadToEnd().Replace("{base}", site.BaseUrl.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);
    }
}
