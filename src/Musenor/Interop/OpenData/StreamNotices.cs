using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapper;
using Heritage.Standards.Joconde;
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
    }

    /// <summary>All of them, in the order in which they entered.</summary>
    public async IAsyncEnumerable<NoticeView> All([EnumeratorCancellation] CancellationToken stop = default)
    {
        for (var last = -1L; ;)
        {
            await using var connection = await database.Open(stop);
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
                select ref, number, museum_id, fields, updated_at from notice
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

    private Task<IEnumerable<Row>> Rows(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<Row>("""
            select ref, number, museum_id, fields, updated_at from notice
            where state = 'published' and is_demo = @no and ref in (select value from json_each(@list))
            """, new { no = false, list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<Row>("""
            select ref, number, museum_id, fields, updated_at from notice where state = 'published' and is_demo = @no and ref = any(@refs)
            """, new { no = false, refs });

    private async Task<IReadOnlyList<NoticeView>> Views(DbConnection connection, IReadOnlyList<Row> rows, CancellationToken stop)
    {
        var directory = await museums.Read(stop);
        var images = (await Images(connection, [.. rows.Select(r => r.Ref)])).ToLookup(i => i.Ref, StringComparer.Ordinal);
        return
        [
            .. rows.Where(r => directory.ById.ContainsKey(r.MuseumId)).Select(r =>
                new NoticeView(r.Ref, new JocondeNotice(FieldsJson.Read(r.Fields)), directory.ById[r.MuseumId], [.. images[r.Ref]], false, false, r.UpdatedAt)),
        ];
    }

    private Task<IEnumerable<NoticeImage>> Images(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<NoticeImage>("""
            select id, ref, position, width, height, bytes, credit, licence, alt, kind from notice_image
            where kind = 'photograph' and ref in (select value from json_each(@list)) order by ref, position
            """, new { list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<NoticeImage>("""
            select id, ref, position, width, height, bytes, credit, licence, alt, kind from notice_image
            where kind = 'photograph' and ref = any(@refs) order by ref, position
            """, new { refs });
}
