using Musenor.CommandLine;
using Musenor.Museums.Import;
using Musenor.Web;

namespace Musenor.Museums;

public static class MuseumsSetup
{
    public static void AddMuseums(this IServiceCollection services)
    {
        services.AddSingleton<AnnounceMuseum>();
        services.AddSingleton<MuseumDirectory>();
        services.AddSingleton<WorksOnline>();
        services.AddSingleton<ListMuseums>();
        services.AddSingleton<ShowMuseum>();
        services.AddSingleton<ImportMuseums>();
        services.AddSingleton<LoadRegion>();
        services.AddVerb(MuseumsVerb.Verb);
    }

    public static void MapMuseums(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/musees.json", async (HttpRequest request, ListMuseums museums, SiteSettings site, CancellationToken stop) =>
            MuseumJson.Of(await museums.Run(MuseumQuery.Read(request.Query), stop), site));
        routes.MapGet("/musees/{slug}.json", async (string slug, ShowMuseum show, SiteSettings site, CancellationToken stop) =>
            await show.Run(slug, stop) is not { } record ? Results.NotFound()
            : record.Museum.Slug != slug ? Results.Redirect($"{record.Museum.Url}.json", permanent: true)
            : Results.Json(MuseumJson.Of(record, site)));
    }
}
