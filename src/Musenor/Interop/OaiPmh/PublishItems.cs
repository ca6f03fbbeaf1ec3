using System.Data.Common;
using Dapper;
using Heritage.Standards.OaiPmh;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Interop.OaiPmh;

/// <summary>How far the repository is.</summary>
internal sealed record OaiState
{
    public long Revision { get; init; }
    public long Museums { get; init; }
    public long Sources { get; init; }

    /// <summary>Items up to this number were made due for another mapping; null when all were.</summary>
    public int? DueAfter { get; init; }

    /// <summary>Complete up to this second.</summary>
    public string Watermark { get; init; } = "";

    public string Mapping { get; init; } = "";
}

/// <summary>
/// The one publisher (decision 0026): follows the revisions of notices, in the order of their commits, and gives each record that changed the
/// second of this pass as its datestamp — always after the watermark, which moves in the same transaction. So a reader who was told « complete up
/// to here » is never contradicted, whoever commits when, in whatever process.
/// </summary>
internal sealed class PublishItems(Database database, ReadWorks works, MuseumDirectory museums, PassSources sources, TimeProvider clock)
{
    /// <summary>Notices of a pass of the background; a whole catalogue is spread over as many seconds as it has of these.</summary>
    public const int Batch = 5000;

    /// <summary>Notices of a pass that a request waits for.</summary>
    public const int Small = 500;

    private const string Select = "select revision, museums, sources, due_after, watermark, mapping from oai_state where id = 1";

    public async Task<OaiState?> State(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<OaiState>(Select);
    }

    /// <summary>True when something waits to be looked at. Three look-ups in indexes.</summary>
    public async Task<bool> IsBehind(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>("""
            select case when s.revision < (select coalesce(max(revision), 0) from notice) or s.museums < (select coalesce(max(revision), 0) from museum)
                or s.sources < (select coalesce(max(revision), 0) from notice_source) or s.due_after is not null or exists (select 1 from oai_due) or s.mapping <> @mapping then 1 else 0 end from (select 1 as one) o left join oai_state s on s.id = 1
            """, new { mapping = await sources.Mapping(stop) }) == 1 || await State(stop) is null;
    }

    /// <summary>One pass. False when it has to wait for the next second: this one is told as complete already.</summary>
    public Task<bool> Run(int most, CancellationToken stop = default) => Run(most, stop, stop);

    /// <param name="patience">Ends the wait for the turn, not the work once it began.</param>
    public async Task<bool> Run(int most, CancellationToken patience, CancellationToken stop)
    {
        await museums.Read(stop);
        var mapping = await sources.Mapping(stop);
        return await database.Write(async (connection, transaction) =>
        {
            var state = await connection.QueryFirstOrDefaultAsync<OaiState>(Select, transaction: transaction) ?? await Begin(connection, transaction);
            var stamp = OaiDate.Text(clock.GetUtcNow());
            if (string.CompareOrdinal(stamp, state.Watermark) <= 0)
            {
                return false;
            }

            var seen = await Museums(connection, transaction, state, stop);
            var named = await Sources(connection, transaction, state);
            var dueAfter = await Mapping(connection, transaction, state, mapping, most);
            var (changed, due) = await ReadWorks.Pending(connection, transaction, state.Revision, most);
            await Stamp(connection, transaction, [.. changed, .. due], stamp, stop);
            await connection.ExecuteAsync("update oai_state set revision = @revision, museums = @seen, sources = @named, due_after = @dueAfter, watermark = @stamp, mapping = @mapping where id = 1",
                new { revision = changed.Count > 0 ? changed[^1].Revision : state.Revision, seen, named, dueAfter, stamp, mapping }, transaction);
            return true;
        }, patience);
    }

    private static async Task<OaiState> Begin(DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync("insert into oai_state (id, revision, museums, watermark, mapping) values (1, 0, 0, '0001-01-01T00:00:00Z', '')", transaction: transaction);
        return new OaiState { Watermark = "0001-01-01T00:00:00Z" };
    }

    /// <summary>A museum that changed in what records tell makes all its records due.</summary>
    private async Task<long> Museums(DbConnection connection, DbTransaction transaction, OaiState state, CancellationToken stop)
    {
        // Read before the transaction began: a museum that changes meanwhile has a revision above, and is seen by the next pass.
        var directory = await museums.Read(stop);
        if (directory.Revision == state.Museums)
        {
            return state.Museums;
        }

        var known = (await connection.QueryAsync<(string Id, string Digest)>("select id, digest from oai_museum", transaction: transaction)).ToDictionary(m => m.Id, m => m.Digest, StringComparer.Ordinal);
        foreach (var museum in directory.All)
        {
            var digest = ItemFacts.Print(museum);
            if (known.GetValueOrDefault(museum.Id) != digest)
            {
                await connection.ExecuteAsync("""
                    insert into oai_museum (id, digest) values (@Id, @digest) on conflict (id) do update set digest = excluded.digest
                    """, new { museum.Id, digest }, transaction);
                await connection.ExecuteAsync("insert into oai_due (number) select number from oai_item where museum_id = @Id on conflict do nothing", new { museum.Id }, transaction);
            }
        }

        return directory.Revision;
    }

    /// <summary>A source that is called otherwise makes all its records due.</summary>
    private static async Task<long> Sources(DbConnection connection, DbTransaction transaction, OaiState state)
    {
        var named = await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from notice_source", transaction: transaction);
        if (named != state.Sources)
        {
            await connection.ExecuteAsync("""
                insert into oai_due (number) select i.number from notice_source s join notice n on n.source = s.code join oai_item i on i.number = n.number
                where s.revision > @Sources on conflict do nothing
                """, new { state.Sources }, transaction);
        }

        return named;
    }

    /// <summary>Another mapping makes all records due, some of them a pass. Answers the last of these; null when none is left.</summary>
    private static async Task<int?> Mapping(DbConnection connection, DbTransaction transaction, OaiState state, string mapping, int most)
    {
        var after = state.Mapping.Length > 0 && state.Mapping != mapping ? -1 : state.DueAfter;
        if (after is null || await connection.ExecuteScalarAsync<long>("select count(*) from (select 1 as one from oai_due limit 1) d", transaction: transaction) > 0)
        {
            return after;
        }

        var (count, last) = await connection.QueryFirstAsync<(long Count, int? Last)>(
            "select count(*), max(number) from (select number from oai_item where number > @after order by number limit @most) i", new { after, most }, transaction);
        await connection.ExecuteAsync("insert into oai_due (number) select number from oai_item where number > @after and number <= @last on conflict do nothing", new { after, last }, transaction);
        await connection.ExecuteAsync("update oai_item set digest = '' where number > @after and number <= @last", new { after, last }, transaction);
        return count < most ? null : last;
    }

    private async Task Stamp(DbConnection connection, DbTransaction transaction, List<WorkRow> rows, string stamp, CancellationToken stop)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var stored = (await works.With(connection, transaction, [.. rows.Where(r => r.IsPublic)], stop)).DistinctBy(w => w.Row.Number).ToDictionary(w => w.Row.Number);
        var telling = await sources.Telling([.. stored.Values.Select(w => w.Row.Ref)], stop);
        using var store = new ItemStore(connection, transaction, stamp);
        foreach (var row in rows.DistinctBy(r => r.Number))
        {
            var facts = ItemFacts.Gone;
            if (stored.TryGetValue(row.Number, out var work))
            {
                facts = ItemFacts.Of(work, telling.Of(work), telling.Origins.GetValueOrDefault(row.Ref));
            }

            store.Put(row, facts);
        }
    }
}
