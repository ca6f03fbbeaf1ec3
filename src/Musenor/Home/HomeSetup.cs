using Musenor.Home.SiteMaps;
using Musenor.Operations;

namespace Musenor.Home;

public static class HomeSetup
{
    public static void AddHome(this IServiceCollection services)
    {
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<IFirstContent, LoadDemonstration>();
        services.AddSingleton<SiteMapParts>();
        services.AddSingleton<WriteSiteMap>();
        services.AddSingleton<ServeSiteMap>();
    }

    public static void MapHome(this IEndpointRouteBuilder routes) => ServeSiteMap.Map(routes);
}
