using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.JocondeExport;

/// <summary>Reads notices with their photographs and what was sent of them, some hundreds at a time and in the order asked.</summary>
public sealed class ReadSources(Database database)
{
    /// <summary>How many at once: memory does not grow with the number of notices.</summary>
    public const int Batch = 500;

    public async IAsyncEnumerable<IReadOnlyList<SourceNotice>> Run(IReadOnlyList<string> refs, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        foreach (var some in refs.Chunk(Batch))
        {
            stop.ThrowIfCancellationRequested();
            yield return await Some(some, stop);
        }
    }

    /// <summary>Those that are there, in the order asked. What was harvested from another network is not ours to send: said so that no index of networks is taken for it.</summary>
    public async Task<IReadOnlyList<SourceNotice>> Some(string[] refs, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var notices = (await Notices(connection, refs)).ToDictionary(n => n.Ref, StringComparer.Ordinal);
        var images = (await Images(connection, refs)).ToLookup(i => i.Ref, StringComparer.Ordinal);
        var sent = (await Sent(connection, refs)).ToDictionary(s => s.Ref, StringComparer.Ordinal);
        return [.. refs.Where(notices.ContainsKey).Select(r => notices[r] with { Images = [.. images[r].OrderBy(i => i.Position)], Sent = sent.GetValueOrDefault(r) })];
    }

    /// <summary>How many notices of a museum POP has that were withdrawn here: no file takes them off.</summary>
    public async Task<int> WithdrawnSince(string museum, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<int>(
            "select count(*) from joconde_sent s join notice n on n.ref = s.ref where s.museum_id = @museum and n.state = 'withdrawn'", new { museum });
    }

    // The engines need two texts for a list of keys: neither form runs on the other.
    private Task<IEnumerable<SourceNotice>> Notices(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<SourceNotice>("""
            select ref, joconde_ref, museum_id, fields, is_demo, state, revision from notice where coalesce(source, '') = '' and ref in (select value from json_each(@list))
            """, new { list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<SourceNotice>("""
            select ref, joconde_ref, museum_id, fields, is_demo, state, revision from notice where coalesce(source, '') = '' and ref = any(@refs)
            """, new { refs });

    private Task<IEnumerable<SourceImage>> Images(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<SourceImage>("""
            select i.ref, i.position, i.master_hash, i.licence, i.credit, i.photographer, i.file_name, i.kind,
                m.width as master_width, m.height as master_height, m.kind as master_kind, m.bytes as master_bytes
            from notice_image i left join picture_master m on m.hash = i.master_hash
            where i.kind = 'photograph' and i.ref in (select value from json_each(@list))
            """, new { list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<SourceImage>("""
            select i.ref, i.position, i.master_hash, i.licence, i.credit, i.photographer, i.file_name, i.kind,
                m.width as master_width, m.height as master_height, m.kind as master_kind, m.bytes as master_bytes
            from notice_image i left join picture_master m on m.hash = i.master_hash
            where i.kind = 'photograph' and i.ref = any(@refs)
            """, new { refs });

    private Task<IEnumerable<SentNotice>> Sent(DbConnection connection, string[] refs) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<SentNotice>("""
            select ref, joconde_ref, package_id, sent_at, revision, is_changed, content_hash, images_hash, codes, online_at, refused_at, details
            from joconde_sent where ref in (select value from json_each(@list))
            """, new { list = JsonSerializer.Serialize(refs) })
        : connection.QueryAsync<SentNotice>("""
            select ref, joconde_ref, package_id, sent_at, revision, is_changed, content_hash, images_hash, codes, online_at, refused_at, details
            from joconde_sent where ref = any(@refs)
            """, new { refs });
}
