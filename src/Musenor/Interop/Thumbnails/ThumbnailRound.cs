namespace Musenor.Interop.Thumbnails;

/// <summary>Some pictures of each source every minute, the sources side by side: one that is slow holds no other.</summary>
internal sealed class ThumbnailRound(FetchThumbnails fetch, TimeProvider clock, ILogger<ThumbnailRound> log) : BackgroundService
{
    private const int Together = 4;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Rest, clock, stoppingToken);
                await Parallel.ForEachAsync(await fetch.Sources(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = stoppingToken },
                    async (source, stop) => await fetch.Run(source, null, stop));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever it is, the server goes on
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "Fetching small copies of pictures failed");
            }
        }
    }
}
