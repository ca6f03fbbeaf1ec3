using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Harvested;

/// <summary>One of the notices of an object.</summary>
public sealed record TwinNotice(string Ref, string Title, string Number, string Museum, string? Source);

/// <summary>What a person decided of two notices.</summary>
public sealed record TwinDecision
{
    public string One { get; init; } = "";

    public string Other { get; init; } = "";

    public bool IsSame { get; init; }

    public DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Objects that several notices describe, some at a time, and what persons decided.</summary>
public sealed class ListTwins(Database database, MuseumDirectory museums)
{
    private const int PageSize = 20;
    private const int MostDecisions = 100;

    public sealed record Result(int Total, int Page, int Pages, IReadOnlyList<IReadOnlyList<TwinNotice>> Objects, IReadOnlyList<TwinDecision> Decisions);

    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public string Lead { get; init; } = "";
        public string MuseumId { get; init; } = "";
        public string Fields { get; init; } = "";
        public string? Source { get; init; }
    }

    public async Task<Result> Run(int page, CancellationToken stop = default)
    {
        var directory = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        var total = await connection.ExecuteScalarAsync<int>("select count(distinct lead) from notice where lead is not null");
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var rows = await connection.QueryAsync<Row>("""
            with led as (select distinct lead from notice where lead is not null order by lead limit @PageSize offset @from)
            select n.ref, l.lead, n.museum_id, n.fields, n.source from led l join notice n on n.ref = l.lead
            union all
            select n.ref, n.lead, n.museum_id, n.fields, n.source from led l join notice n on n.lead = l.lead
            """, new { PageSize, from = (page - 1) * PageSize });
        var objects = rows.GroupBy(r => r.Lead, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<TwinNotice>)[.. g.OrderBy(r => r.Ref != g.Key).ThenBy(r => r.Ref, StringComparer.Ordinal).Select(r => One(r, directory))]);
        var decisions = await connection.QueryAsync<TwinDecision>("select one, other, is_same, decided_at from twin_decision order by decided_at desc, one, other limit @MostDecisions", new { MostDecisions });
        return new Result(total, page, pages, [.. objects], [.. decisions]);
    }

    private static TwinNotice One(Row row, MuseumDirectory.Snapshot directory)
    {
        var notice = new JocondeNotice(FieldsJson.Read(row.Fields));
        return new TwinNotice(row.Ref, notice.Title, notice.Inventory.Current, directory.ById.GetValueOrDefault(row.MuseumId)?.Name ?? row.MuseumId, row.Source);
    }
}
