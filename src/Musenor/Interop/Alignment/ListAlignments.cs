using Dapper;
using Musenor.Collections.Vocabularies;
using Musenor.Storage;

namespace Musenor.Interop.Alignment;

/// <summary>What the page of alignments is asked: it is the address.</summary>
/// <param name="State">Empty: what waits for a person; « tous », or one of the states.</param>
internal sealed record AlignmentQuery(string Source, string Field, string State, int Page);

/// <summary>A line of the worklist.</summary>
internal sealed record AlignmentLine
{
    public string Source { get; init; } = "";
    public string SourceName { get; init; } = "";
    public string Field { get; init; } = "";
    public string TermKey { get; init; } = "";
    public string Term { get; init; } = "";
    public long Uses { get; init; }
    public string Concept { get; init; } = "";
    public string Match { get; init; } = "";
    public string Status { get; init; } = "";
    public int Confidence { get; init; }
    public string? AccountId { get; init; }

    /// <summary>Labels of the list that it may be.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];

    public bool IsByProgram => AccountId is null;
}

/// <summary>How much of a field of a source has a term of the vocabulary, counted in works.</summary>
internal sealed record AlignmentCoverage
{
    public string Source { get; init; } = "";
    public string SourceName { get; init; } = "";
    public string Field { get; init; } = "";
    public long Uses { get; init; }
    public long Aligned { get; init; }
    public long Waiting { get; init; }

    /// <summary>Rounded down: 100 % is the whole.</summary>
    public int Percent => Uses == 0 ? 100 : (int)(100 * Aligned / Uses);
}

/// <summary>The worklist: terms by the number of works that have them, and the coverage of each field.</summary>
internal sealed class ListAlignments(Database database, LoadedVocabularies vocabularies)
{
    public const int PageSize = 50;
    private const int Proposed = 5;

    public sealed record Result(IReadOnlyList<AlignmentLine> Lines, int Total, int Page, int Pages, IReadOnlyList<AlignmentCoverage> Coverage);

    public async Task<Result> Run(AlignmentQuery query, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        const string Chosen = """
            a.uses > 0 and (@Source = '' or a.source = @Source) and (@Field = '' or a.field = @Field)
            and (@State = 'tous' or a.status = @State or (@State = '' and a.status in ('none', 'proposed')))
            """;
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from alignment a where {Chosen}", query);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Min(query.Page, pages);
        var lines = await connection.QueryAsync<AlignmentLine>($"""
            select a.source, s.name as source_name, a.field, a.term_key, a.term, a.uses, a.concept, a.match, a.status, a.confidence, a.account_id
            from alignment a join harvest_source s on s.code = a.source where {Chosen}
            order by a.uses desc, a.field, a.term_key, a.source limit @size offset @skip
            """, new { query.Source, query.Field, query.State, size = PageSize, skip = (page - 1) * PageSize });
        var coverage = await connection.QueryAsync<AlignmentCoverage>("""
            select a.source, s.name as source_name, a.field, sum(a.uses) as uses, sum(case when a.status = 'accepted' then a.uses else 0 end) as aligned,
                sum(case when a.status in ('none', 'proposed') then 1 else 0 end) as waiting
            from alignment a join harvest_source s on s.code = a.source where a.uses > 0 group by a.source, s.name, a.field order by s.name, a.source, a.field
            """);
        var control = (await vocabularies.Current(stop)).Control;
        return new Result([.. lines.Select(l => l with { Near = control.For(l.Field)?.Near(l.Term, Proposed) ?? [] })], total, page, pages, coverage.AsList());
    }
}
