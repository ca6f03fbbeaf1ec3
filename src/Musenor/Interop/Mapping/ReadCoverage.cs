using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Interop.Alignment;
using Musenor.Interop.Harvest.Runs;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>How many records of a sample fill a field of the notice.</summary>
internal sealed record FieldCoverage(string Code, string Label, int Filled, int Sample)
{
    /// <summary>Rounded down: 100 % is the whole.</summary>
    public int Percent => Sample == 0 ? 0 : (int)(100L * Filled / Sample);

    public static FieldCoverage Of(string code, int filled, int sample) => new(code, JocondeFields.All.FirstOrDefault(f => f.Code == code)?.Label ?? code, filled, sample);
}

/// <param name="Sample">Records that the mapping made something of, among the latest.</param>
internal sealed record SourceCoverage(int Sample, IReadOnlyList<FieldCoverage> Fields, IReadOnlyList<AlignmentCoverage> Terms)
{
    /// <summary>As a run keeps it.</summary>
    public RunCoverage Kept => new(Sample, Fields.ToDictionary(f => f.Code, f => f.Filled), Terms.ToDictionary(t => t.Field, t => new TermUses(t.Uses, t.Aligned)));

    /// <summary>As a run of this source kept it; how many terms waited is not known any more.</summary>
    public static SourceCoverage? Of(string source, RunCoverage? kept) => kept is null ? null : new(kept.Sample, Ordered(kept.Fields.Select(f => FieldCoverage.Of(f.Key, f.Value, kept.Sample))),
        [.. kept.Terms.Select(t => new AlignmentCoverage { Source = source, Field = t.Key, Uses = t.Value.Uses, Aligned = t.Value.Aligned })]);

    public static IReadOnlyList<FieldCoverage> Ordered(IEnumerable<FieldCoverage> fields) => [.. fields.OrderByDescending(f => f.Filled).ThenBy(f => f.Code, StringComparer.Ordinal)];
}

/// <summary>What the mapping fills, counted on the latest records as it would read them today; what the lists know of the terms, counted on all works.</summary>
internal sealed class ReadCoverage(Database database, TimeProvider clock)
{
    public const int SampleSize = 300;
    private const long MostCharacters = 8_000_000;

    public async Task<SourceCoverage> Run(string source, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var raw = await connection.QuerySingleAsync<RawSource>("select code, name, base_url, prefix, mapping, rights from harvest_source where code = @source", new { source });
        var records = new List<RawRecord>();
        var characters = 0L;
        await foreach (var record in connection.QueryUnbufferedAsync<RawRecord>("""
            select oai_id, prefix, datestamp, status, xml, last_seen_at, seq from harvest_record where source = @source and status = 'live' order by seq desc limit @SampleSize
            """, new { source, SampleSize }).WithCancellation(stop))
        {
            records.Add(record);
            if ((characters += record.Xml.Length) > MostCharacters)
            {
                break;
            }
        }

        var year = clock.GetUtcNow().Year;
        var mapped = records.AsParallel().Select(r => MapRecord.Run(RecordMapping.Find(raw.Mapping, r.Prefix), r.Xml, year, raw.BaseUrl)).Where(m => m.Fault is null).ToList();
        var fields = mapped.SelectMany(m => m.Fields.Keys).GroupBy(code => code)
            .Select(g => FieldCoverage.Of(g.Key, g.Count(), mapped.Count));
        var terms = await connection.QueryAsync<AlignmentCoverage>("""
            select a.source, '' as source_name, a.field, sum(a.uses) as uses, sum(case when a.status = 'accepted' then a.uses else 0 end) as aligned,
                sum(case when a.status in ('none', 'proposed') then 1 else 0 end) as waiting
            from alignment a where a.source = @source and a.uses > 0 group by a.source, a.field order by a.field
            """, new { source });
        return new SourceCoverage(mapped.Count, SourceCoverage.Ordered(fields), terms.AsList());
    }
}
