using System.Collections.Concurrent;

namespace Musenor.Collections.Media.Iiif;

/// <summary>
/// The few threads that decode images: one a core, so that memory stays bounded however many ask, and other pages are served meanwhile.
/// A short queue waits before them; who comes to a full one is told to come back.
/// </summary>
public sealed class RenderThreads : IDisposable
{
    private const int MostWaiting = 128;

    private readonly BlockingCollection<Action> _queue = new(MostWaiting);
    private readonly Thread[] _threads;

    public RenderThreads()
    {
        _threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work) { IsBackground = true, Name = "images" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Null when the queue is full. What its asker no longer waits for is not made.</summary>
    public Task<T>? Run<T>(Func<T> make, CancellationToken stop)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Make()
        {
            if (stop.IsCancellationRequested)
            {
                answer.SetCanceled(stop);
                return;
            }

            try
            {
                answer.SetResult(make());
            }
#pragma warning disable CA1031 // Whatever went wrong is told to who asked; the thread goes on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                answer.SetException(e);
            }
        }

        return _queue.TryAdd(Make) ? answer.Task : null;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join(TimeSpan.FromSeconds(5));
        }

        _queue.Dispose();
    }

    private void Work()
    {
        foreach (var work in _queue.GetConsumingEnumerable())
        {
            work();
        }
    }
}
