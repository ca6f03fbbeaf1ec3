using Musenor.CommandLine;

namespace Musenor.Collections.Media.Photographs;

internal static class PhotographsSetup
{
    public static void AddPhotographs(this IServiceCollection services)
    {
        services.AddSingleton<MakeDerivatives>();
        services.AddSingleton<KeepPhotograph>();
        services.AddSingleton<AttachPhotographs>();
        services.AddSingleton<ImportPhotographs>();
        services.AddVerb(PhotosVerb.Make);
    }

    public static void MapPhotographs(this IEndpointRouteBuilder routes)
    {
    }
}
