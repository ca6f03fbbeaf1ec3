using Musenor.Web;

namespace Musenor.Collections.Harvested;

internal static class HarvestedSetup
{
    public static void AddHarvested(this IServiceCollection services)
    {
        services.AddSingleton<TakeHarvested>();
        services.AddSingleton<KeepSource>();
        services.AddSingleton<NoticeSources>();
        services.AddSingleton<IFreshness>(s => s.GetRequiredService<NoticeSources>());
        services.AddSingleton<ReadTwins>();
        services.AddSingleton<Thumbnails>();
    }
}
