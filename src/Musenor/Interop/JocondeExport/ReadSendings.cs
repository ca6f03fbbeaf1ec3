using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Interop.JocondeExport;

/// <summary>
/// Where notices stand with POP. A notice that moved since it was sent is compared once with what was sent: a correction undone, or « reindex »,
/// changes nothing for POP.
/// </summary>
public sealed class ReadSendings(Database database, ReadSources sources, MuseumDirectory museums)
{
    public const int PageSize = 50;

    private sealed record Tally
    {
        public string MuseumId { get; init; } = "";
        public string State { get; init; } = "";
        public long Count { get; init; }
    }

    private sealed record Line
    {
        public string Ref { get; init; } = "";
        public string MuseumId { get; init; } = "";
        public string Fields { get; init; } = "";
        public string State { get; init; } = "";
    }

    // One place that says it in SQL: the same as SendingState.Of.
    private const string State = """
        case when s.ref is null then 'a-envoyer' when s.refused_at is not null then 'refuse' when s.is_changed then 'modifie'
            when s.online_at is not null and s.online_at >= s.sent_at then 'en-ligne' else 'envoye' end
        """;

    /// <summary>The museums of a person that have notices, in the order of the directory.</summary>
    public async Task<IReadOnlyList<MuseumSendings>> Museums(Person who, CancellationToken stop = default)
    {
        await Settle(who, stop);
        var directory = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        var tallies = (await connection.QueryAsync<Tally>($"""
            select n.museum_id, {State} as state, count(*) as count from notice n left join joconde_sent s on s.ref = n.ref
            where n.is_demo = @no and coalesce(n.source, '') = '' and n.state = 'published' group by n.museum_id, {State}
            """, new { no = false })).ToLookup(t => t.MuseumId, StringComparer.Ordinal);
        return
        [
            .. directory.All.Where(m => tallies.Contains(m.Id) && who.May(Rights.EditNotices, m.Id)).Select(m => new MuseumSendings
            {
                MuseumId = m.Id,
                Name = m.Name,
                City = m.City,
                Obstacle = ChooseNotices.Check(who, m) is Web.Outcome.Invalid invalid ? invalid.Problem : null,
                Counts = SendingState.All.ToDictionary(s => s, s => (int)tallies[m.Id].Where(t => t.State == s).Sum(t => t.Count)),
            }),
        ];
    }

    /// <summary>One page of the notices of a museum in a state.</summary>
    public async Task<(IReadOnlyList<SendingLine> Lines, int Total)> List(string museum, string state, int page, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var values = new { museum, state, no = false, size = PageSize, skip = (page - 1) * PageSize };
        const string From = $"""
            from notice n left join joconde_sent s on s.ref = n.ref
            where n.museum_id = @museum and n.is_demo = @no and coalesce(n.source, '') = '' and n.state = 'published' and (@state = '' or {State} = @state)
            """;
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) {From}", values);
        var lines = (await connection.QueryAsync<Line>($"select n.ref, n.museum_id, n.fields, {State} as state {From} order by n.inventory_key, n.ref limit @size offset @skip", values)).AsList();
        var sent = (await sources.Some([.. lines.Select(l => l.Ref)], stop)).ToDictionary(s => s.Ref, s => s.Sent, StringComparer.Ordinal);
        return ([.. lines.Select(l => Said(l, sent.GetValueOrDefault(l.Ref)))], total);
    }

    private static SendingLine Said(Line line, SentNotice? sent)
    {
        var notice = new JocondeNotice(FieldsJson.Read(line.Fields));
        return new SendingLine(line.Ref, line.MuseumId, notice.Title, notice.Inventory.Current, line.State, sent);
    }

    /// <summary>Compares what moved since it was sent or last compared.</summary>
    private async Task Settle(Person who, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var moved = (await connection.QueryAsync<(string Ref, string Museum)>("""
            select s.ref, n.museum_id from joconde_sent s join notice n on n.ref = s.ref where n.revision > s.revision
            """)).Where(m => who.May(Rights.EditNotices, m.Museum)).Select(m => m.Ref).ToList();
        if (moved.Count == 0)
        {
            return;
        }

        var directory = await museums.Read(stop);
        await foreach (var some in sources.Run(moved, stop))
        {
            var compared = some.AsParallel().AsOrdered().Select(s => (Source: s, Judged: JudgedNotice.Of(s, directory.ById.GetValueOrDefault(s.MuseumId)?.MuseofileCode ?? s.MuseumId))).ToList();
            await Keep([.. compared.Where(c => c.Source.Sent is not null).Select(c => (c.Source, c.Judged.Differs))], stop);
        }
    }

    /// <summary>Writes what was compared; answers how many. One that was sent again since it was read is left as that sending says.</summary>
    internal Task<int> Keep(IReadOnlyList<(SourceNotice Source, bool Differs)> compared, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        await using var update = connection.Prepared(transaction, """
            update joconde_sent set revision = @revision, is_changed = @changed where ref = @ref and revision = @seen and package_id = @package
            """, "revision", "changed", "ref", "seen", "package");
        return compared.Sum(c => update.Run(c.Source.Revision, c.Differs, c.Source.Ref, c.Source.Sent!.Revision, c.Source.Sent.PackageId));
    }, stop);
}
