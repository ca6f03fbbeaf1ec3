using Musenor.CommandLine;
using Musenor.Museums.Import;

namespace Musenor.Museums;

public static class MuseumsSetup
{
    public static void AddMuseums(this IServiceCollection services)
    {
        services.AddSingleton<AnnounceMuseum>();
        services.AddSingleton<MuseumDirectory>();
        services.AddSingleton<WorksOnline>();
        services.AddSingleton<ImportMuseums>();
        services.AddSingleton<LoadRegion>();
        services.AddVerb(MuseumsVerb.Verb);
    }

    public static void MapMuseums(this IEndpointRouteBuilder routes)
    {
    }
}
