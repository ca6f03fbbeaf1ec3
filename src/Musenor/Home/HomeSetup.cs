using Musenor.Operations;

namespace Musenor.Home;

public static class HomeSetup
{
    public static void AddHome(this IServiceCollection services)
    {
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<IFirstContent, LoadDemonstration>();
    }

    public static void MapHome(this IEndpointRouteBuilder routes)
    {
    }
}
