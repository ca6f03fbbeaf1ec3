using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>Builds packages behind the pages, one at a time: those asked for here at once, those that another process left when it is silent.</summary>
internal sealed class PackageWorker(PackageStore store, BuildPackage build, PackageBell bell, TimeProvider clock, ILogger<PackageWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var heard = bell.Heard(turn.Token).AsTask();
            await Task.WhenAny(heard, Task.Delay(Look, clock, turn.Token));
            await turn.CancelAsync();
            await Empty(stoppingToken);
        }
    }

    private async Task Empty(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await store.Claim(stop) is { } package)
            {
                await One(package, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal stops; what it was building is begun again by whoever starts next.
        }
#pragma warning disable CA1031 // whatever it is, the server goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Looking for packages to build failed");
        }
    }

    /// <summary>Builds one that was claimed. A fault is told on its page.</summary>
    internal async Task One(Package package, CancellationToken stop)
    {
        try
        {
            var (_, refusal) = await build.Run(package, stop: stop);
            if (refusal is not null)
            {
                await store.Fail(package, refusal is Outcome.Invalid invalid ? invalid.Problem : refusal is Outcome.Refused refused ? refused.Reason : Texts.Of("Interop")["Build.gone"], stop);
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.LogError(e, "The package {Package} could not be built", package.Id);
            await store.Fail(package, Texts.Of("Interop")[e is IOException ? "Build.disk" : "Build.failed"], stop);
        }
    }
}
