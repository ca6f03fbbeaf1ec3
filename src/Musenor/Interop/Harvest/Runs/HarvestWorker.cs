using Musenor.Interop.Harvest.Sources;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>Harvests behind the pages: what is due by its schedule, what another process left on its way, what waited for a source to come back.</summary>
internal sealed class HarvestWorker(SourceStore sources, RunStore runs, AskRun ask, WalkRun walk, ILogger<HarvestWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // By the hour of the machine: a clock that tests move must not make it spin.
            await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Turn(stoppingToken);
        }
    }

    internal async Task Turn(CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            foreach (var source in await sources.All(stop))
            {
                if (await IsDue(source, stop))
                {
                    await ask.Run(source, isFull: false, stop);
                }
            }

            foreach (var run in await runs.Free(stop))
            {
                await walk.Run(run.Id, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal stops; whoever starts next goes on from the checkpoint.
        }
#pragma warning disable CA1031 // whatever it is, the server goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Harvesting failed");
        }
    }

    private async Task<bool> IsDue(HarvestSource source, CancellationToken stop)
    {
        if (source.State != HarvestSource.Active || source.Schedule == Schedules.Manual || !Schedules.Every.TryGetValue(source.Schedule, out var every)
            || !Schedules.IsOpen(source.Hours, ParisDay.Wall(runs.Now).Hour))
        {
            return false;
        }

        return await runs.Latest(source.Code, 1, stop) is not [var last, ..] || (last.IsOver && last.AskedAt + every <= runs.Now);
    }
}
