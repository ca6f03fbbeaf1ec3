using Musenor.Collections.Media.Iiif;
using Xunit;

namespace Musenor.Tests.Collections.Media.Iiif;

public sealed class RenderThreadsTests
{
    [Fact]
    public async Task Who_comes_to_a_full_queue_is_told_so_and_the_others_are_served()
    {
        using var threads = new RenderThreads();
        using var gate = new ManualResetEventSlim();
        var waiting = new List<Task<int>>();
        while (waiting.Count < 1000 && threads.Run(() => { gate.Wait(); return 1; }, CancellationToken.None) is { } accepted)
        {
            waiting.Add(accepted);
        }

        Assert.InRange(waiting.Count, 64, 999);
        gate.Set();
        Assert.Equal(waiting.Count, (await Task.WhenAll(waiting)).Sum());
    }

    [Fact]
    public async Task No_more_work_than_cores_is_done_at_once()
    {
        using var threads = new RenderThreads();
        var (now, most) = (0, 0);
        var all = Enumerable.Range(0, 60).Select(_ => threads.Run(() =>
        {
            var running = Interlocked.Increment(ref now);
            for (var seen = most; running > seen; seen = most)
            {
                Interlocked.CompareExchange(ref most, running, seen);
            }

            Thread.Sleep(2);
            return Interlocked.Decrement(ref now);
        }, CancellationToken.None)!);
        await Task.WhenAll(all.ToArray());
        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_made_and_what_fails_is_told()
    {
        using var threads = new RenderThreads();
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        var made = false;
        await Assert.ThrowsAsync<TaskCanceledException>(() => threads.Run(() => made = true, left.Token)!);
        Assert.False(made);
        await Assert.ThrowsAsync<InvalidOperationException>(() => threads.Run<int>(() => throw new InvalidOperationException("x"), CancellationToken.None)!);
        Assert.Equal(3, await threads.Run(() => 3, CancellationToken.None)!);
    }
}
