using Musenor.Files.Scanning;

namespace Musenor.Files.Upkeep;

/// <summary>What goes on behind the pages: scans as files come, and again each minute for those that found no answer; a purge four times a day.</summary>
internal sealed class Rounds(ScanFiles scans, PurgeFiles purge, TimeProvider clock, ILogger<Rounds> log) : BackgroundService
{
    private static readonly TimeSpan ScanAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PurgeFirst = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PurgeAgain = TimeSpan.FromHours(6);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        scans.IsInstalled ? Scan(stoppingToken) : Task.CompletedTask,
        Purge(stoppingToken));

    private async Task Scan(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var heard = scans.Heard(turn.Token).AsTask();
            await Task.WhenAny(heard, Task.Delay(ScanAgain, clock, turn.Token));
            await turn.CancelAsync();
            await Try("scan", () => scans.Run(stop), stop);
        }
    }

    private async Task Purge(CancellationToken stop)
    {
        for (var wait = PurgeFirst; !stop.IsCancellationRequested; wait = PurgeAgain)
        {
            await Task.Delay(wait, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Try("purge", () => purge.Run(stop), stop);
        }
    }

    // A round that fails is told in the log; the next one comes all the same.
    private async Task Try(string round, Func<Task> run, CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            await run();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal stops.
        }
#pragma warning disable CA1031 // whatever it is, the server goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "The round of files failed: {Round}", round);
        }
    }
}
