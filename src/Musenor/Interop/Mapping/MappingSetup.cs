using Musenor.Interop.Alignment;
using Musenor.Interop.Harvest;

namespace Musenor.Interop.Mapping;

internal static class MappingSetup
{
    public static void AddMapping(this IServiceCollection services)
    {
        services.AddSingleton<FindMuseums>();
        services.AddSingleton<AlignTerms>();
        services.AddSingleton<WriteMapped>();
        services.AddSingleton<MapRecords>();
        services.AddSingleton<IHarvestedRecords>(s => s.GetRequiredService<MapRecords>());
        services.AddSingleton<ReadOrigins>();
    }
}
