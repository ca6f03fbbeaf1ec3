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
        services.AddSingleton<ImportMuseums>();
        services.AddSingleton<LoadRegion>();
        services.AddVerb(MuseumsVerb.Verb);
    }

    public static void MapMuseums(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/musees.json", async (HttpRequest request, ListMuseums museums, SiteSettings site, CancellationToken stop) =>
            MuseumJson.Of(await museums.Run(MuseumQuery.Read(request.Query), stop), site));
    }
}
