using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.Links;

/// <summary>An address that does not work, for the source to mend.</summary>
internal sealed record BrokenLink
{
    public string Address { get; init; } = "";
    public string Source { get; init; } = "";
    public string SourceName { get; init; } = "";
    public string Ref { get; init; } = "";
    public string Kind { get; init; } = "";
    public int Status { get; init; }
    public string Problem { get; init; } = "";
    public string CheckedAt { get; init; } = "";
}

/// <summary>How the links of a source do.</summary>
internal sealed record SourceLinks
{
    public string Source { get; init; } = "";
    public string Name { get; init; } = "";
    public long Asked { get; init; }
    public long Broken { get; init; }
}

/// <summary>Addresses met broken twice, of one source or of all.</summary>
internal sealed class ListLinks(Database database)
{
    public const int PageSize = 100;

    public async Task<IReadOnlyList<SourceLinks>> Sources(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<SourceLinks>("""
            select s.code as source, s.name, count(*) as asked, sum(case when l.broken_at is null then 0 else 1 end) as broken
            from link_check l join harvest_source s on s.code = l.source group by s.code, s.name order by s.name, s.code
            """)).AsList();
    }

    /// <param name="most">Lines at most.</param>
    public async Task<IReadOnlyList<BrokenLink>> Broken(string source, int skip, int most, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<BrokenLink>("""
            select l.url as address, l.source, s.name as source_name, l.ref, l.kind, l.status, l.problem, l.checked_at from link_check l join harvest_source s on s.code = l.source
            where l.broken_at is not null and (@source = '' or l.source = @source) order by s.name, l.source, l.url limit @most offset @skip
            """, new { source, skip, most })).AsList();
    }
}
