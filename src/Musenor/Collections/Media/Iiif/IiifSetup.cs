using Musenor.Web.Delivery;

namespace Musenor.Collections.Media.Iiif;

internal static class IiifSetup
{
    public static void AddIiif(this IServiceCollection services)
    {
        services.AddSingleton(s => IiifSettings.Read(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<SourceHeads>();
        services.AddSingleton<FindImage>();
        services.AddSingleton<AccessCopies>();
        services.AddSingleton<TileCache>();
        services.AddSingleton<RenderThreads>();
        services.AddSingleton<RenderImage>();
        services.AddSingleton<ServeImage>();
        services.AddSingleton(new CrossOriginPath("/iiif"));
    }

    public static void MapIiif(this IEndpointRouteBuilder routes) => ServeImage.Map(routes);
}
