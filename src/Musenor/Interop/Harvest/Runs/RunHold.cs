using System.Data.Common;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>Says every two seconds that a run goes on, however long a pause lasts. The work is told to stop when a person asks, or when another process took it.</summary>
internal sealed class RunHold : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beats;

    public RunHold(RunStore store, HarvestRun run, CancellationToken stop)
    {
        var (id, holder) = (run.Id, run.Holder);
        _work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _beats = Task.Run(() => Beat(store, id, holder), CancellationToken.None);
    }

    /// <summary>Cancelled when the work must stop.</summary>
    public CancellationToken Stop => _work.Token;

    public async Task End()
    {
        await _end.CancelAsync();
        await _beats;
    }

    public void Dispose()
    {
        _work.Dispose();
        _end.Dispose();
    }

    private async Task Beat(RunStore store, string id, string holder)
    {
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(Every, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!_end.IsCancellationRequested && !await store.Beat(id, holder, _end.Token))
                {
                    await _work.CancelAsync();
                    return;
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (DbException)
            {
                // Again two seconds later; a minute of silence, and the run is somebody else's.
            }
        }
    }
}
