using Musenor.Collections.Notices;

namespace Musenor.Collections;

public static class CollectionsSetup
{
    public static void AddCollections(this IServiceCollection services)
    {
        services.AddSingleton<WriteNotices>();
    }

    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
    }
}
