using Musenor.CommandLine;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;

namespace Musenor.Interop.Harvest;

internal static class HarvestSetup
{
    public static void AddHarvest(this IServiceCollection services)
    {
        services.AddSingleton<SourceStore>();
        services.AddSingleton<AddSource>();
        services.AddSingleton<OpenSource>();
        services.AddSingleton<Pace>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RawPages>();
        services.AddSingleton<StorePage>();
        services.AddSingleton<WalkStores>();
        services.AddSingleton<SettleRun>();
        services.AddSingleton<WalkRun>();
        services.AddSingleton<AskRun>();
        services.AddSingleton<HarvestWorker>();
        services.AddHostedService(s => s.GetRequiredService<HarvestWorker>());
        services.AddBoard();
        services.AddVerb(HarvestVerb.Sources);
        services.AddVerb(HarvestVerb.Harvest);
    }
}
