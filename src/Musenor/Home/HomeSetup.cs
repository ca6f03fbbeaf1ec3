using Musenor.Operations;

namespace Musenor.Home;

public static class HomeSetup
{
    public static void AddHome(this IServiceCollection services)
    {
        services.AddSingleton<IFirstContent, LoadDemonstration>();
    }

    public static void MapHome(this IEndpointRouteBuilder routes)
    {
    }
}
