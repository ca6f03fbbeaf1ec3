using Dapper;
using Musenor.Interop.Alignment;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>Wakes the round of this process.</summary>
public sealed class MappingBell
{
    private readonly System.Threading.Channels.Channel<bool> _rings = System.Threading.Channels.Channel.CreateBounded<bool>(
        new System.Threading.Channels.BoundedChannelOptions(1) { FullMode = System.Threading.Channels.BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    internal ValueTask<bool> Heard(CancellationToken stop) => _rings.Reader.ReadAsync(stop);
}

/// <summary>
/// Behind the pages: records that nobody took over yet (a process died, a replay was asked), terms to look up in lists loaded since,
/// works that are behind the alignment.
/// </summary>
internal sealed class MappingRound(Database database, MapRecords map, AlignTerms align, MappingBell bell, ILogger<MappingRound> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var turn = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                turn.CancelAfter(Look);
                await bell.Heard(turn.Token);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // Nobody rang: time to look all the same.
            }

            await Once(stoppingToken);
        }
    }

    /// <summary>Does what there is to do now.</summary>
    internal async Task Once(CancellationToken stop)
    {
        try
        {
            foreach (var source in await align.Outdated(stop))
            {
                await align.Find(source, stop);
            }

            foreach (var source in await Waiting(stop))
            {
                await map.Run(source, stop);
            }

            foreach (var source in await align.Behind(stop))
            {
                await align.Run(source, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal stops; the next start goes on.
        }
#pragma warning disable CA1031 // whatever it is, the server goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Taking harvested records over failed");
        }
    }

    private sealed record Progress
    {
        public string Source { get; init; } = "";
        public string? Mapping { get; init; }
        public int IsBehind { get; init; }
    }

    /// <summary>Sources with records that nobody took over, or that went through another mapping or under other rights.</summary>
    private async Task<IReadOnlyList<string>> Waiting(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var sources = await connection.QueryAsync<RawSource>("select code, name, base_url, prefix, mapping, rights from harvest_source order by code");
        var progress = (await connection.QueryAsync<Progress>("""
            select s.code as source, p.mapping, case when exists (select 1 from harvest_record r where r.source = s.code and r.seq > coalesce(p.seq, 0)) then 1 else 0 end as is_behind
            from harvest_source s left join mapping_progress p on p.source = s.code
            """)).ToDictionary(p => p.Source, StringComparer.Ordinal);
        return [.. sources.Where(s => progress.TryGetValue(s.Code, out var p) && (p.IsBehind > 0 || (p.Mapping is { } mark && mark != s.Mark))).Select(s => s.Code)];
    }
}
