using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Collections.Harvested;

/// <summary>The same object in the records of another network.</summary>
public sealed record Twin(string Ref, string Title, string Source)
{
    public string Address => $"/notices/{Uri.EscapeDataString(Ref)}";
}

/// <summary>The other published notices of the object that a notice describes.</summary>
public sealed class ReadTwins(Database database)
{
    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public string Fields { get; init; } = "";
        public string? Source { get; init; }
    }

    public async Task<IReadOnlyList<Twin>> Run(NoticeView view, CancellationToken stop = default)
    {
        if (view.Source is null && view.Lead is null && view.Also.Length == 0)
        {
            return [];
        }

        await using var connection = await database.Open(stop);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select n.ref, n.fields, n.source from notice n
            where (n.lead = @lead or n.ref = @lead) and n.ref <> @Ref and n.state = 'published' order by n.source, n.ref
            """, new { lead = view.Lead ?? view.Ref, view.Ref }, cancellationToken: stop));
        return [.. rows.Select(r => new Twin(r.Ref, new JocondeNotice(FieldsJson.Read(r.Fields)).Title, r.Source ?? ""))];
    }
}
