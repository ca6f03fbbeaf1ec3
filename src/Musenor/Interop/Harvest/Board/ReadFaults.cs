using Dapper;
using Musenor.Interop.Harvest.Runs;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Board;

/// <summary>A record put aside: by the harvester that could not read it, or by the mapping that could make no notice of it.</summary>
internal sealed record FoundFault
{
    public const string Harvest = "harvest";
    public const string Mapping = "mapping";

    public string Kind { get; init; } = "";
    public string OaiId { get; init; } = "";
    public string Code { get; init; } = "";
    public string Message { get; init; } = "";
    public string Raw { get; init; } = "";
    public string FirstSeenAt { get; init; } = "";
    public string LastSeenAt { get; init; } = "";
    public int Tries { get; init; }
    public string? Ref { get; init; }

    /// <summary>It had no identifier to be asked by. Older ones are « run/page/position ».</summary>
    public bool IsNameless => Kind == Harvest && (OaiId.StartsWith(StorePage.UnnamedStart, StringComparison.Ordinal) || (OaiId.Split('/') is [{ Length: 36 } run, _, _] && Guid.TryParse(run, out _)));
}

/// <summary>The quarantine of a source, both kinds.</summary>
internal sealed class ReadFaults(Database database)
{
    public const int PageSize = 50;

    /// <summary>The good version from before stays online under its reference.</summary>
    public const string Both = """
        select 'harvest' as kind, h.oai_id, h.code, h.message, h.raw, h.first_seen_at, h.last_seen_at, h.tries, o.ref
        from harvest_fault h left join harvest_origin o on o.source = h.source and o.oai_id = h.oai_id where h.source = @source and h.settled_at is null
        union all
        select 'mapping' as kind, m.oai_id, m.code, m.message, coalesce(r.xml, '') as raw, m.first_seen_at, m.last_seen_at, m.tries, o.ref
        from mapping_fault m left join harvest_record r on r.source = m.source and r.oai_id = m.oai_id
        left join harvest_origin o on o.source = m.source and o.oai_id = m.oai_id where m.source = @source
        """;

    /// <param name="kind">Empty for both.</param>
    public async Task<(IReadOnlyList<FoundFault> Lines, int Total)> Page(string source, string kind, int page, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var values = new { source, kind, PageSize, skip = (page - 1) * PageSize };
        var total = await connection.ExecuteScalarAsync<int>("""
            select (case when @kind = 'mapping' then 0 else (select count(*) from harvest_fault where source = @source and settled_at is null) end)
                + (case when @kind = 'harvest' then 0 else (select count(*) from mapping_fault where source = @source) end)
            """, values);
        var lines = await connection.QueryAsync<FoundFault>($"select kind, oai_id, code, message, substr(raw, 1, 3000) as raw, first_seen_at, last_seen_at, tries, ref from ({Both}) f where @kind = '' or f.kind = @kind order by f.kind, f.code, f.oai_id limit @PageSize offset @skip", values);
        return (lines.AsList(), total);
    }
}
