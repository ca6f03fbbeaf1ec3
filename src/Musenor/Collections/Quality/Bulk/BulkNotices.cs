using System.Data.Common;
using Dapper;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>A notice as a change by lot needs it.</summary>
internal sealed record BulkNotice
{
    public string Ref { get; init; } = "";
    public string MuseumId { get; init; } = "";
    public string Fields { get; init; } = "";
    public long Revision { get; init; }

    /// <summary>Of its last change of words or state: pictures and « reindex » do not count.</summary>
    public long ChangedAt { get; init; }

    public bool HasPicture { get; init; }

    public string Text(string? code) => code is null ? "" : FieldsJson.Read(Fields).GetValueOrDefault(code, "");
}

/// <summary>Reads the notices of a list, a thousand at a time.</summary>
internal static class BulkNotices
{
    private const int Piece = 1_000;

    public static async IAsyncEnumerable<BulkNotice> Read(Database database, DbConnection connection, DbTransaction? transaction, IReadOnlyList<int> numbers)
    {
        foreach (var piece in numbers.Chunk(Piece))
        {
            foreach (var notice in database.Engine == Engine.Sqlite
                ? await connection.QueryAsync<BulkNotice>("""
                    select n.ref, n.museum_id, n.fields, n.revision, coalesce((select max(c.revision) from notice_change c where c.ref = n.ref), 0) as changed_at,
                        exists (select 1 from notice_image i where i.ref = n.ref) as has_picture
                    from notice n where n.number in (select value from json_each(@list)) order by n.number
                    """, new { list = $"[{string.Join(',', piece)}]" }, transaction)
                : await connection.QueryAsync<BulkNotice>("""
                    select n.ref, n.museum_id, n.fields, n.revision, coalesce((select max(c.revision) from notice_change c where c.ref = n.ref), 0) as changed_at,
                        exists (select 1 from notice_image i where i.ref = n.ref) as has_picture
                    from notice n where n.number = any(@piece) order by n.number
                    """, new { piece }, transaction))
            {
                yield return notice;
            }
        }
    }
}
