using System.Data.Common;

namespace Musenor.Collections.Import.Workshop;

/// <summary>
/// Says every second that the work on a row of the queue goes on. The work is told to stop when a person asks it, when the process stops,
/// and when somebody else took the row: this process had been silent too long.
/// </summary>
internal sealed class Hold : IProgress<ImportProgress>, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beats;
    private volatile ImportProgress? _progress;

    public Hold(QueuedImports queue, string id, CancellationToken stop)
    {
        _work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _beats = Task.WhenAll(
            Task.Run(() => Again(() => queue.Beat(id, _progress, _end.Token)), CancellationToken.None),
            Task.Run(() => Again(() => Look(queue, id)), CancellationToken.None));
    }

    /// <summary>Cancelled when the work must stop after its batch.</summary>
    public CancellationToken Stop => _work.Token;

    public bool IsLost { get; private set; }

    /// <summary>A person asked.</summary>
    public bool IsStopped { get; private set; }

    public void Report(ImportProgress value) => _progress = value;

    /// <summary>After the work: nothing is said any more.</summary>
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

    private async Task Look(QueuedImports queue, string id)
    {
        var (isOurs, stopAsked) = await queue.Look(id, _end.Token);
        (IsLost, IsStopped) = (!isOurs, stopAsked);
        if (IsLost || IsStopped)
        {
            await _work.CancelAsync();
        }
    }

    private async Task Again(Func<Task> deed)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await deed();
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (DbException)
            {
                // Again a second later; a minute of silence, and the row is somebody else's.
            }

            await Task.Delay(Every, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
