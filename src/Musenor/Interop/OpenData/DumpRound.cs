using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>Makes the public files once a day, by one process of the installation.</summary>
internal sealed class DumpRound(MakeDumps make, DailyRun daily, TimeProvider clock, ILogger<DumpRound> log) : BackgroundService
{
    private const string Name = "open-data";
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; !stoppingToken.IsCancellationRequested; wait = Again)
        {
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Turn(stoppingToken);
        }
    }

    private async Task Turn(CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            if (await daily.Take(Name, stop))
            {
                await make.Run(stop);
                await daily.Finish(Name, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal stops; another takes the day over in two hours.
        }
#pragma warning disable CA1031 // whatever it is, the server goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "The public files could not be made");
        }
    }
}

/// <summary>/donnees changes with its files.</summary>
internal sealed class DumpFreshness(MakeDumps make) : IFreshness
{
    public async ValueTask<string> Stamp(CancellationToken stop) => string.Join(',', (await make.Read(stop)).Select(d => d.Hash.Length > 8 ? d.Hash[..8] : d.Hash));
}
