using System.Collections.Concurrent;

namespace Musenor.Collections.Import;

/// <summary>Makes the next elements of a sequence on another core, a few ahead of whoever takes them: memory stays bounded.</summary>
internal sealed class ReadAhead<T> : IDisposable
{
    private const int Ahead = 2;
    private readonly BlockingCollection<T> _made = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _maker;

    public ReadAhead(IEnumerable<T> source) => _maker = Task.Run(() =>
    {
        try
        {
            foreach (var one in source)
            {
                _made.Add(one, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // nobody takes any more
        }
        finally
        {
            _made.CompleteAdding();
        }
    });

    /// <summary>In order. What the source threw is thrown here, after what it made before.</summary>
    public IEnumerable<T> All()
    {
        foreach (var one in _made.GetConsumingEnumerable())
        {
            yield return one;
        }

        _maker.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _maker.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _made.Dispose();
        _stop.Dispose();
    }
}
