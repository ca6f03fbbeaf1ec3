namespace Musenor.Collections.Import.Workshop;

/// <summary>Runs <see cref="WorkImports"/> while the portal serves.</summary>
internal sealed class KeepImports(WorkImports work, ImportSignal signal, ILogger<KeepImports> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // SQLite answers without ever waiting: the start of the portal would wait for the whole queue.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.Wait(LookAgain, stoppingToken);
                await work.Run(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever it is, the server goes on
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "The queue of imports could not be worked on; it will be looked at again.");
            }
        }
    }
}
