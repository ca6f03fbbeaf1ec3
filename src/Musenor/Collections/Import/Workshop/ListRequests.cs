using Dapper;
using Microsoft.AspNetCore.Http.Extensions;
using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

/// <summary>What the list of imports shows: all of it stands in its address.</summary>
/// <param name="State">A state, « erreur » for the two that went wrong, or empty.</param>
public sealed record ImportFilter(string Museum, string State, int Page)
{
    public const int PageSize = 25;
    public const string Wrong = "erreur";

    public static IReadOnlyList<string> States { get; } = [Wrong, .. RequestState.All];

    public bool IsEmpty => Museum.Length + State.Length == 0;

    public static ImportFilter Read(IQueryCollection query) => new(
        query["musee"].ToString() is { Length: <= 20 } museum ? museum : "",
        States.FirstOrDefault(s => s == query["etat"].ToString()) ?? "",
        int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 10_000) : 1);

    public string Address()
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in new[] { ("musee", Museum), ("etat", State), ("page", Page > 1 ? $"{Page}" : "") }.Where(p => p.Item2.Length > 0))
        {
            query.Add(key, value);
        }

        return ImportRequest.Path + query;
    }
}

/// <summary>Imports of the museums of a person, newest first: those of the workshop and those of the command line.</summary>
public sealed class ListRequests(Database database)
{
    private const string All = """
        from (
            select r.id, r.file_name, r.museum_id, r.account_id, r.state, r.asked_at, r.holder, r.stage, r.share, i.created, i.changed, i.unchanged, i.rejected
            from import_request r left join import i on i.id = coalesce(r.import_id, r.trial_id)
            union all
            select i.id, i.file_name, i.museum_id, null, case when i.state = 'done' then 'done' when i.state = 'running' then 'stopped' else 'failed' end,
                i.started_at, null, '', 0, i.created, i.changed, i.unchanged, i.rejected
            from import i where i.request_id is null and i.is_dry_run = @no and not exists (select 1 from import_request q where q.id = i.id)
        ) x left join account a on a.id = x.account_id left join import_undo u on u.import_id = x.id and u.state = 'done'
        where (@museum is null or x.museum_id = @museum)
          and (@state = '' or (@state = 'erreur' and x.state in ('failed', 'refused')) or case when u.import_id is null then x.state else 'undone' end = @state)

        """;

    private const string Columns = """
        select x.id, x.file_name, x.museum_id, case when u.import_id is null then x.state else 'undone' end as state, x.asked_at, x.holder, x.stage, x.share,
            coalesce(x.created, 0) as created, coalesce(x.changed, 0) as changed, coalesce(x.unchanged, 0) as unchanged, coalesce(x.rejected, 0) as rejected, coalesce(a.name, '') as name

        """;

    public sealed record Found(ImportFilter Filter, IReadOnlyList<ImportRequest> Lines, long Total)
    {
        public int Pages => (int)Math.Max(1, (Total + ImportFilter.PageSize - 1) / ImportFilter.PageSize);
    }

    public async Task<Found> Run(Person who, ImportFilter filter, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var (lines, total) = (new List<ImportRequest>(), 0L);
        // One museum at a time: what a person holds stays out of the statement.
        foreach (var museum in Museums(who, filter))
        {
            var values = new { museum, state = filter.State, no = false, most = filter.Page * ImportFilter.PageSize };
            total += await connection.ExecuteScalarAsync<long>("select count(*) " + All, values);
            lines.AddRange(await connection.QueryAsync<ImportRequest>(Columns + All + "order by x.asked_at desc, x.id desc limit @most", values));
        }

        var page = Math.Min(filter.Page, new Found(filter, [], total).Pages);
        return new Found(
            filter with { Page = page },
            [.. lines.OrderByDescending(l => l.AskedAt).ThenByDescending(l => l.Id, StringComparer.Ordinal).Skip((page - 1) * ImportFilter.PageSize).Take(ImportFilter.PageSize)], total);
    }

    /// <summary>How many went wrong, or wait for a decision.</summary>
    public async Task<long> Count(Person who, string state, CancellationToken stop) => (await Run(who, new ImportFilter("", state, 1), stop)).Total;

    /// <summary>Null: all.</summary>
    private static string?[] Museums(Person who, ImportFilter filter) => who.Museums(Rights.EditNotices) is { } mine
        ? [.. mine.Where(m => filter.Museum.Length == 0 || m == filter.Museum)]
        : [filter.Museum.Length > 0 ? filter.Museum : null];
}
