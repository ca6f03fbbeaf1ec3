namespace Musenor.Home;

public static class HomeSetup
{
    public static void AddHome(this IServiceCollection services)
    {
    }

    public static void MapHome(this IEndpointRouteBuilder routes)
    {
    }
}
