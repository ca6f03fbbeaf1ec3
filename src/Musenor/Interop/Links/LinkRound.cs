namespace Musenor.Interop.Links;

/// <summary>Asks about some works of each source every quarter of an hour: a catalogue of 25,000 works is gone round in a week.</summary>
internal sealed class LinkRound(CheckLinks check, TimeProvider clock, ILogger<LinkRound> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Rest, clock, stoppingToken);
                foreach (var source in await check.Sources(stoppingToken))
                {
                    await One(source, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever it is, the server goes on
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "Asking about the links of harvested works failed");
            }
        }
    }

    /// <summary>What goes wrong with one source keeps no other from its turn.</summary>
    private async Task One(string source, CancellationToken stop)
    {
        try
        {
            await check.Run(source, null, stop);
        }
#pragma warning disable CA1031 // whatever it is, the other sources go on
        catch (Exception e) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(e, "Asking about the links of {Source} failed", source);
        }
    }
}
