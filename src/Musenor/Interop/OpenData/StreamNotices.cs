using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Media.Photographs;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Interop.OpenData;

/// <summary>Published notices one after the other, read some hundreds at a time: an export of any length takes the same memory. Invented ones are left out.</summary>
public sealed class StreamNotices(Database database, MuseumDirectory museums)
{
    private const int Batch = 500;

    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public long Number { get; init; }
        public string MuseumId { get; init; } = "";
        public string Fields { get; init; } = "";
        public DateTimeOffset UpdatedAt { get; init; }
        public bool IsDemo { get; init; }
        public string State { get; init; } = "";
        public long Revision { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
        public string WithdrawnReason { get; init; } = "";
        public string WithdrawnNote { get; init; } = "";
        public string? Source { get; init; }
        public string? SourceName { get; init; }
        public string? Lead { get; init; }
        public string Origin { get; init; } = "";

        public NoticeView View(Museum museum, IReadOnlyList<NoticeImage> images, Dictionary<string, long> masters) =>
            new(Ref, new JocondeNotice(FieldsJson.Read(Fields)), museum, images, IsDemo, State == "withdrawn", UpdatedAt)
            {
                MasterBytes = masters,
                Source = Source,
                SourceName = SourceName,
                Elsewhere = Elsewhere.Read(Origin),
                Lead = Lead,
                Withdrawn = State == "withdrawn" ? new Tombstone(WithdrawnAt ?? UpdatedAt, WithdrawnReason, WithdrawnNote) : null,
            };
    }

    /// <summary>
    /// The revision of the last change of all. Read before a slice, it is where to go on when the slice is empty: revisions follow the commits, so what
    /// comes later stands above it.
    /// </summary>
    public async Task<long> Last(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("select coalesce(max(revision), 0) from notice_column", cancellationToken: stop));
    }

    /// <summary>All of them, in the order in which they entered.</summary>
    public async IAsyncEnumerable<NoticeView> All([EnumeratorCancellation] CancellationToken stop = default)
    {
        for (var last = -1L; ;)
        {
            await using var connection = await database.Open(stop);
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
                select ref, number, museum_id, fields, updated_at, source, origin, lead, (select s.name from notice_source s where s.code = notice.source) as source_name from notice
                where number > @last and state = 'published' and is_demo = @no order by number limit @Batch
                """, new { last, no = false, Batch }, cancellationToken: stop))).AsList();
            foreach (var view in await Views(connection, rows, stop))
            {
                yield return view;
            }

            if (rows.Count < Batch)
            {
                yield break;
            }

            last = rows[^1].Number;
        }
    }

    /// <summary>These, in their order.</summary>
    public async IAsyncEnumerable<NoticeView> Of(IReadOnlyList<string> refs, [EnumeratorCancellation] CancellationToken stop = default)
    {
        foreach (var some in refs.Chunk(Batch))
        {
            await using var connection = await database.Open(stop);
            var rows = (await Rows(connection, some)).ToDictionary(r => r.Ref, StringComparer.Ordinal);
            foreach (var view in await Views(connection, [.. some.Where(rows.ContainsKey).Select(r => rows[r])], stop))
            {
                yield return view;
            }
        }
    }

    /// <summary>
    /// What changed after a revision, oldest change first, invented notices included: a page of the walk of the API. Its pages are flat in time: the
    /// revision is a key.
    /// </summary>
    public async Task<IReadOnlyList<(NoticeView View, long Revision)>> After(NoticeSlice slice, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var after = slice.After;
        if (slice.Since.Length > 0 && after == 0)
        {
            // Nothing before the first change of that time is looked at.
            var first = await connection.ExecuteScalarAsync<long?>(new CommandDefinition("select min(revision) from notice_column where changed_at >= @Since", new { slice.Since }, cancellationToken: stop));
            after = (first ?? long.MaxValue) - 1;
        }

        var (since, museum) = (slice.Since.Length > 0 ? "and c.changed_at >= @Since" : "", slice.Museum.Length > 0 ? "and c.museum_id = @Museum" : "");
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select n.ref, n.museum_id, n.fields, n.updated_at, n.is_demo, n.state, c.revision, n.withdrawn_at, n.withdrawn_reason, n.withdrawn_note, n.source, n.origin, n.lead,
                (select s.name from notice_source s where s.code = n.source) as source_name
            from notice_column c join notice n on n.ref = c.ref
            where c.revision > @after and (n.state = 'published' or (@WithWithdrawn and n.state = 'withdrawn')) {since} {museum}
            order by c.revision limit @Take
            """, new { after, slice.WithWithdrawn, slice.Since, slice.Museum, slice.Take }, cancellationToken: stop))).AsList();
        var revisions = rows.ToDictionary(r => r.Ref, r => r.Revision, StringComparer.Ordinal);
        return [.. (await Views(connection, rows, stop)).Select(v => (v, revisions[v.Ref]))];
    }

    private Task<IEnumerable<Row>> Rows(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<Row>("""
            select ref, number, museum_id, fields, updated_at, source, origin, lead, (select s.name from notice_source s where s.code = notice.source) as source_name from notice
            where state = 'published' and is_demo = @no and ref in (select value from json_each(@list))
            """, new { no = false, list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<Row>("""
            select ref, number, museum_id, fields, updated_at, source, origin, lead, (select s.name from notice_source s where s.code = notice.source) as source_name from notice where state = 'published' and is_demo = @no and ref = any(@refs)
            """, new { no = false, refs });

    private async Task<IReadOnlyList<NoticeView>> Views(DbConnection connection, IReadOnlyList<Row> rows, CancellationToken stop)
    {
        var directory = await museums.Read(stop);
        string[] refs = [.. rows.Select(r => r.Ref)];
        var images = (await Images(connection, refs)).ToLookup(i => i.Ref, StringComparer.Ordinal);
        var masters = (await Masters(connection, refs)).ToDictionary(m => m.Hash, m => m.Bytes, StringComparer.Ordinal);
        return [.. rows.Where(r => directory.ById.ContainsKey(r.MuseumId)).Select(r => r.View(directory.ById[r.MuseumId], [.. images[r.Ref].Where(i => r.IsDemo || i.Kind == "photograph")], masters))];
    }

    private Task<IEnumerable<NoticeImage>> Images(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<NoticeImage>($"""
            select {PictureRows.Columns} from notice_image where ref in (select value from json_each(@list)) order by ref, position
            """, new { list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<NoticeImage>($"select {PictureRows.Columns} from notice_image where ref = any(@refs) order by ref, position", new { refs });

    private Task<IEnumerable<(string Hash, long Bytes)>> Masters(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<(string, long)>("""
            select hash, bytes from picture_master where hash in (select master_hash from notice_image where ref in (select value from json_each(@list)))
            """, new { list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<(string, long)>("select hash, bytes from picture_master where hash in (select master_hash from notice_image where ref = any(@refs))", new { refs });
}

/// <param name="After">A revision.</param>
/// <param name="Since">An instant as text, or nothing.</param>
/// <param name="Museum">A code, or nothing.</param>
/// <param name="WithWithdrawn">Withdrawn notices too, as tombstones.</param>
public sealed record NoticeSlice(long After, int Take, string Since = "", string Museum = "", bool WithWithdrawn = false);
