using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>A change by lot, how far it is, and the notices that it left.</summary>
/// <param name="Counts">By state of <see cref="BulkLine"/>.</param>
/// <param name="Left">Skipped, or kept when the others were put back; the first of them.</param>
public sealed record BulkView(BulkEdit Bulk, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<BulkLine> Left)
{
    public int Of(string state) => Counts.GetValueOrDefault(state);

    public int Total => Counts.Values.Sum();
}

/// <summary>Changes by lot within what a person may edit.</summary>
public sealed class ReadBulk(Database database)
{
    public const int Shown = 200;

    private sealed record StateCount
    {
        public string BulkId { get; init; } = "";
        public string State { get; init; } = "";
        public int Count { get; init; }
    }

    /// <summary>Null when there is none, or it touched a museum that is not theirs.</summary>
    public async Task<BulkView?> Run(Person who, string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        if (await BulkEdit.Read(connection, null, id) is not { } bulk || !bulk.IsFor(who))
        {
            return null;
        }

        var counts = await connection.QueryAsync<StateCount>("select bulk_id, state, count(*) as count from bulk_edit_line where bulk_id = @id group by bulk_id, state", new { id });
        var left = await connection.QueryAsync<BulkLine>("""
            select position, ref, museum_id, revision, state, reason from bulk_edit_line where bulk_id = @id and state in ('skipped', 'kept') order by position limit @Shown
            """, new { id, Shown });
        return new BulkView(bulk, counts.ToDictionary(c => c.State, c => c.Count), left.Where(l => who.May(Rights.EditNotices, l.MuseumId)).ToList());
    }

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<BulkView>> Latest(Person who, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var all = await connection.QueryAsync<BulkEdit>($"select {BulkEdit.Columns}, coalesce(a.name, '') as name from bulk_edit b left join account a on a.id = b.account_id order by b.asked_at desc, b.id desc limit 1000");
        var mine = all.Where(b => b.IsFor(who)).Take(Shown).ToList();
        if (mine.Count == 0)
        {
            return [];
        }

        var counts = (await connection.QueryAsync<StateCount>("""
            select bulk_id, state, count(*) as count from bulk_edit_line where bulk_id >= @first group by bulk_id, state
            """, new { first = mine.Select(b => b.Id).Min(StringComparer.Ordinal) })).ToLookup(c => c.BulkId);
        return [.. mine.Select(b => new BulkView(b, counts[b.Id].ToDictionary(c => c.State, c => c.Count), []))];
    }
}
