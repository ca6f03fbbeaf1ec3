using System.Data.Common;
using Dapper;
using Heritage.Standards.OaiPmh;
using Musenor.Storage;

namespace Musenor.Interop.OaiPmh;

/// <summary>Says how far the repository is complete, after having brought it nearer to now where that is quick.</summary>
internal sealed class KeepUp(Database database, PublishItems publish, PublishBell bell, TimeProvider clock)
{
    // Younger than this, a watermark is moved by nobody: one write in so many seconds at most.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // A long import may hold the house lock: better a slightly older snapshot than a harvester that waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<OaiState> Run(bool waits, CancellationToken stop = default)
    {
        var state = await publish.State(stop);
        if (state is not null && !waits)
        {
            bell.Ring();
            return state;
        }

        if (state is null || await publish.IsBehind(stop))
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
            soon.CancelAfter(state is null ? Timeout.InfiniteTimeSpan : Patience);
            try
            {
                await publish.Run(PublishItems.Small, soon.Token, stop);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // The snapshot before is as true.
            }
            catch (DbException e) when (state is not null && Database.IsBusy(e))
            {
                // As above.
            }

            bell.Ring();
            return (await publish.State(stop))!;
        }

        var now = clock.GetUtcNow();
        return now - OaiDate.Parse(state.Watermark)!.Value.At < Fresh ? state : await Move(OaiDate.Text(now), stop);
    }

    /// <summary>Nothing changed: complete up to now. A change that commits meanwhile is stamped after this second, whoever writes first.</summary>
    private async Task<OaiState> Move(string now, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(Patience);
        try
        {
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                "update oai_state set watermark = @now where id = 1 and watermark < @now", new { now }, transaction), soon.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // As above.
        }
        catch (DbException e) when (Database.IsBusy(e))
        {
            // As above.
        }

        return (await publish.State(stop))!;
    }
}

/// <summary>Wakes the background when a request finds more than it can wait for.</summary>
#pragma warning disable CA1001 // as old as the process, and holds no handle
internal sealed class PublishBell
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung already.
        }
    }

    public Task<bool> Wait(TimeSpan most, CancellationToken stop) => _rung.WaitAsync(most, stop);
}

/// <summary>Publishes in the background: a whole catalogue in as many seconds as it has batches.</summary>
internal sealed class PublishRound(PublishItems publish, PublishBell bell, ILogger<PublishRound> log) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NextSecond = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; !stoppingToken.IsCancellationRequested; wait = Again)
        {
            try
            {
                await bell.Wait(wait, stoppingToken);
                while (await publish.IsBehind(stoppingToken))
                {
                    await publish.Run(PublishItems.Batch, stoppingToken);
                    await Task.Delay(NextSecond, stoppingToken);
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
                log.LogError(e, "The OAI-PMH repository could not be brought up to date");
            }
        }
    }
}
