using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Quality.Bulk;
using Musenor.Web;

namespace Musenor.Collections.Quality;

/// <summary>
/// What goes on behind the pages: changes by lot as they are asked, and those that a stop left; the count of the day, in the night of Paris,
/// by one of the servers.
/// </summary>
internal sealed partial class QualityRounds(ApplyBulk apply, TakeSnapshot snapshot, DailyRun daily, ILogger<QualityRounds> log, TimeProvider clock) : BackgroundService
{
    private const string Name = "quality";
    private const int Hour = 4;
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isWarm = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await apply.Heard(Again, stoppingToken);
                await apply.All(stoppingToken);
                if (!isWarm)
                {
                    await snapshot.Warm(stoppingToken);
                    isWarm = true;
                }

                if (ParisDay.Wall(clock.GetUtcNow()).Hour >= Hour && await daily.Take(Name, stoppingToken))
                {
                    await snapshot.Run(stoppingToken);
                    await daily.Finish(Name, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever it is, the server goes on; the next round tries again
            catch (Exception e)
#pragma warning restore CA1031
            {
                Failed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of quality failed; it will be tried again.")]
    private static partial void Failed(ILogger log, Exception e);
}
