using System.Data.Common;

namespace Musenor.Interop.JocondeExport;

/// <summary>
/// Says every two seconds that a package is still being made, however long an image or a zip takes. The work is told to stop when the process
/// stops, when a person gives the package up, and when another run took it over: this one had been silent too long.
/// </summary>
internal sealed class PackageHold : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beats;
    private volatile int _done;
    private volatile int _total;
    private volatile bool _isLost;

    public PackageHold(PackageStore store, Package package, CancellationToken stop)
    {
        _work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _beats = Task.Run(() => Beat(store, package), CancellationToken.None);
    }

    /// <summary>Cancelled when the work must stop.</summary>
    public CancellationToken Stop => _work.Token;

    /// <summary>Given up by a person, or another run's.</summary>
    public bool IsLost => _isLost;

    public void Report(int done, int total) => (_done, _total) = (done, total);

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

    private async Task Beat(PackageStore store, Package package)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                if (!await store.Beat(package, _done, _total, _end.Token))
                {
                    _isLost = true;
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
                // Again two seconds later; two minutes of silence, and the package is somebody else's.
            }

            await Task.Delay(Every, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
