using Musenor.Collections.Media.Manifests;
using Musenor.Web;
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
        services.AddSingleton<ShowManifest>();
        services.AddSingleton<ListManifests>();
        services.AddSingleton(new CrossOriginPath("/iiif"));
    }

    public static void MapIiif(this IEndpointRouteBuilder routes)
    {
        // Now: a wrong setting stops the start, and not the first zoom.
        routes.ServiceProvider.GetRequiredService<IiifSettings>();
        ServeImage.Map(routes);
        routes.MapGet("/iiif/presentation/3/{reference}/manifest", (string reference, ShowManifest show, HttpContext context, CancellationToken stop) => show.Answer(reference, context, stop))
            .WithMetadata(new PublicPageAttribute());
        routes.MapGet(ListManifests.Top, (ListManifests list, CancellationToken stop) => list.All(stop)).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/iiif/presentation/3/collection/{museum}/{page:int?}", ListManifests.Answer).WithMetadata(new PublicPageAttribute());
    }
}
