using Dapper;
using Musenor.Collections.Harvested;
using Musenor.Interop.Harvest;
using Musenor.Interop.Harvest.Runs;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>
/// Takes harvested records over, batch by batch: what was read, the notices and how far it went stand in one transaction, so that a stop at any
/// moment loses and repeats nothing, and two processes at once share the work.
/// </summary>
internal sealed class MapRecords(Database database, WriteMapped write, KeepSource keep, ReadCoverage coverage, TimeProvider clock) : IHarvestedRecords
{
    private const int BatchSize = 400;

    /// <summary>Characters of records in memory at once: a batch of enormous ones is a small batch.</summary>
    private const long MostCharacters = 16_000_000;

    public async Task Run(string source, CancellationToken stop)
    {
        if (await Begin(source, stop) is not { } raw)
        {
            return;
        }

        var state = WriteMapped.Start(raw);
        while (await Batch(state, stop))
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    public async Task<RunCoverage> Measure(string source, CancellationToken stop) => (await coverage.Run(source, stop)).Kept;

    /// <summary>Every record again, from what was stored, with the mappings of today. False when there is no such source.</summary>
    public async Task<bool> Replay(string source, CancellationToken stop)
    {
        if (await Begin(source, stop) is null)
        {
            return false;
        }

        await database.Write((connection, transaction) => ReplayMapping.Again(connection, transaction, source, clock.GetUtcNow()), stop);
        await Run(source, stop);
        return true;
    }

    private async Task<bool> Batch(WriteMapped.State state, CancellationToken stop)
    {
        var (progress, records) = await Read(state.Source.Code, stop);
        if (records.Count == 0)
        {
            return false;
        }

        var year = clock.GetUtcNow().Year;
        var mapped = records.AsParallel().AsOrdered().Select(r => r.IsDeleted ? null : MapRecord.Run(RecordMapping.Find(state.Source.Mapping, r.Prefix), r.Xml, year, state.Source.BaseUrl)).ToArray();
        await write.Run(state, progress, [.. records.Zip(mapped)], stop);
        return true;
    }

    /// <summary>The source is known to the catalogue, and its records begin again when its mapping is another.</summary>
    private async Task<RawSource?> Begin(string code, CancellationToken stop)
    {
        await using var reading = await database.Open(stop);
        var source = await reading.QueryFirstOrDefaultAsync<RawSource>("select code, name, base_url, prefix, mapping, rights from harvest_source where code = @code", new { code });
        if (source is null)
        {
            return null;
        }

        await database.Write(async (connection, transaction) =>
        {
            await keep.Run(connection, transaction, new NoticeSource { Code = source.Code, Name = source.Name, Url = Uri.TryCreate(source.BaseUrl, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) + "/" : "" });
            return await connection.ExecuteAsync("""
                insert into mapping_progress (source, mapping, updated_at) values (@Code, @Mark, @now)
                on conflict (source) do update set mapping = excluded.mapping, seq = 0, pass = mapping_progress.pass + 1, updated_at = excluded.updated_at
                    where mapping_progress.mapping <> excluded.mapping
                """, new { source.Code, source.Mark, now = clock.GetUtcNow() }, transaction);
        }, stop);
        return source;
    }

    private async Task<(MappingProgress Progress, List<RawRecord> Records)> Read(string source, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var progress = await connection.QueryFirstAsync<MappingProgress>("select mapping, seq, pass from mapping_progress where source = @source", new { source });
        var records = new List<RawRecord>();
        var characters = 0L;
        await foreach (var record in connection.QueryUnbufferedAsync<RawRecord>("""
            select oai_id, prefix, datestamp, status, xml, last_seen_at, seq from harvest_record
            where source = @source and seq > @Seq order by seq limit @BatchSize
            """, new { source, progress.Seq, BatchSize }).WithCancellation(stop))
        {
            records.Add(record);
            characters += record.Xml.Length;
            if (characters > MostCharacters)
            {
                break;
            }
        }

        return (progress, records);
    }
}
