using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>Where the records of one source are.</summary>
internal sealed record SourceMapping
{
    public string Source { get; init; } = "";
    public string Name { get; init; } = "";
    public string Mapping { get; init; } = "";
    public long Records { get; init; }
    public long Waiting { get; init; }
    public long Notices { get; init; }
    public long Faults { get; init; }
}

/// <summary>A record in quarantine.</summary>
internal sealed record FaultLine
{
    public string OaiId { get; init; } = "";
    public string Code { get; init; } = "";
    public string Message { get; init; } = "";
    public string Mapping { get; init; } = "";
    public string FirstSeenAt { get; init; } = "";
    public string LastSeenAt { get; init; } = "";
    public int Tries { get; init; }

    /// <summary>Address of the good version from before, which stays online; null when there is none.</summary>
    public string? Ref { get; init; }
}

/// <summary>How the records of each source became notices, and which did not.</summary>
internal sealed class ReadMapping(Database database)
{
    public const int PageSize = 100;

    public async Task<IReadOnlyList<SourceMapping>> Sources(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<SourceMapping>("""
            select s.code as source, s.name, coalesce(p.mapping, '') as mapping,
                (select count(*) from harvest_record r where r.source = s.code and r.status = 'live') as records,
                (select count(*) from harvest_record r where r.source = s.code and r.seq > coalesce(p.seq, 0)) as waiting,
                (select count(*) from harvest_origin o where o.source = s.code and o.is_deleted = @no) as notices,
                (select count(*) from mapping_fault f where f.source = s.code) as faults
            from harvest_source s left join mapping_progress p on p.source = s.code order by s.name, s.code
            """, new { no = false })).AsList();
    }

    public async Task<(IReadOnlyList<FaultLine> Lines, int Total)> Faults(string source, int page, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var total = await connection.ExecuteScalarAsync<int>("select count(*) from mapping_fault where source = @source", new { source });
        var lines = await connection.QueryAsync<FaultLine>("""
            select f.oai_id, f.code, f.message, f.mapping, f.first_seen_at, f.last_seen_at, f.tries, o.ref
            from mapping_fault f left join harvest_origin o on o.source = f.source and o.oai_id = f.oai_id
            where f.source = @source order by f.code, f.oai_id limit @PageSize offset @skip
            """, new { source, PageSize, skip = (page - 1) * PageSize });
        return (lines.AsList(), total);
    }
}
