using System.Collections.Concurrent;
using Musenor.Interop.Harvest.Sources;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>
/// Harvests behind the pages: what is due by its schedule, what another process left on its way, what waited for a source to come back. Several sources
/// at once, so that one that is slow or dead holds up nobody else; never two on one host.
/// </summary>
internal sealed class HarvestWorker(SourceStore sources, RunStore runs, AskRun ask, WalkRun walk, ILogger<HarvestWorker> log) : BackgroundService
{
    /// <summary>At once. Each has a page or two in memory, and most of the time waits for its source.</summary>
    public const int Most = 6;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Task> _walks = new(StringComparer.OrdinalIgnoreCase);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // By the hour of the machine: a clock that tests move must not make it spin. A harvest that ends makes room for the next.
            await Task.WhenAny([Task.Delay(Look, stoppingToken), .. _walks.Count < Most ? [] : _walks.Values]);
            await Begin(stoppingToken);
        }

        await Task.WhenAll(_walks.Values);
    }

    /// <summary>Begins what there is to do, and waits for it to end.</summary>
    internal async Task Turn(CancellationToken stop)
    {
        await Begin(stop);
        await Task.WhenAll(_walks.Values);
    }

    /// <summary>Begins what is due or free, as far as there is room and its host is not asked already.</summary>
    internal async Task Begin(CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            foreach (var (host, _) in _walks.Where(w => w.Value.IsCompleted))
            {
                _walks.TryRemove(host, out _);
            }

            var all = await sources.All(stop);
            foreach (var source in all)
            {
                if (await IsDue(source, stop) && await ask.Run(source, isFull: false, stop) is { IsHalted: true } left)
                {
                    await runs.GoOn(left.Id, stop);
                }
            }

            var hosts = all.ToDictionary(s => s.Code, s => new Uri(s.BaseUrl).Authority, StringComparer.Ordinal);
            var busy = (await runs.Busy(stop)).Select(s => hosts[s]).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var run in await runs.Free(stop))
            {
                if (_walks.Count < Most && busy.Add(hosts[run.Source]) && !_walks.ContainsKey(hosts[run.Source]))
                {
                    _walks[hosts[run.Source]] = Task.Run(() => Walk(run, stop), CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal stops.
        }
#pragma warning disable CA1031 // whatever it is, the server goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Harvests could not begin");
        }
    }

    private async Task Walk(HarvestRun run, CancellationToken stop)
    {
        try
        {
            await walk.Run(run.Id, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever starts next goes on from the checkpoint.
        }
#pragma warning disable CA1031 // one source that breaks us stops none of the others
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Harvesting {Source} failed", run.Source);
        }
    }

    private async Task<bool> IsDue(HarvestSource source, CancellationToken stop)
    {
        if (source.State != HarvestSource.Active || source.Schedule == Schedules.Manual || !Schedules.Every.TryGetValue(source.Schedule, out var every)
            || !Schedules.IsOpen(source.Hours, runs.Now))
        {
            return false;
        }

        return await runs.Latest(source.Code, 1, stop) is not [var last, ..] || ((last.IsOver || last.IsHalted) && last.Since + every <= runs.Now);
    }
}
