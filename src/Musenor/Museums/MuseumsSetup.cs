namespace Musenor.Museums;

public static class MuseumsSetup
{
    public static void AddMuseums(this IServiceCollection services)
    {
        services.AddSingleton<AnnounceMuseum>();
        services.AddSingleton<MuseumDirectory>();
    }

    public static void MapMuseums(this IEndpointRouteBuilder routes)
    {
    }
}
