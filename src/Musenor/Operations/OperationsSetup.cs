using Musenor.CommandLine;

namespace Musenor.Operations;

public static class OperationsSetup
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<LoadFirstContent>();
        services.AddVerb(Serve.Verb);
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        Health.Map(routes);
        Robots.Map(routes);
    }
}
