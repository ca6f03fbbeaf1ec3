using System.Data.Common;
using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Harvested;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>The notices of one page of results, in the order asked.</summary>
public sealed class ReadLines(Database database, Thumbnails thumbnails)
{
    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public int Number { get; init; }
        public string MuseumId { get; init; } = "";
        public string Fields { get; init; } = "";
        public bool IsDemo { get; init; }
        public string State { get; init; } = "";
        public DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public string? Source { get; init; }
        public string? SourceName { get; init; }
        public string Origin { get; init; } = "";
        public string Also { get; init; } = "";
    }

    public Task<IReadOnlyList<NoticeLine>> Run(IReadOnlyList<int> numbers, MuseumDirectory.Snapshot museums, CancellationToken stop = default) =>
        Run(numbers, museums, false, stop);

    /// <param name="withWithdrawn">For the back office alone.</param>
    public async Task<IReadOnlyList<NoticeLine>> Run(IReadOnlyList<int> numbers, MuseumDirectory.Snapshot museums, bool withWithdrawn, CancellationToken stop)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        await using var connection = await database.Open(stop);
        var rows = (await Notices(connection, numbers, withWithdrawn)).ToDictionary(r => r.Number);
        var images = await Images(connection, [.. rows.Values.Select(r => r.Ref)]);
        var small = await thumbnails.Shown(connection, [.. rows.Values.Where(r => r.Source is not null && !images.ContainsKey(r.Ref)).Select(r => r.Ref)]);
        // A notice withdrawn since the catalogue was taken is simply not shown.
        return [.. numbers.Where(rows.ContainsKey).Select(n => Line(rows[n], museums, images) is var line && small.TryGetValue(line.Ref, out var thumbnail) ? line with { Image = thumbnail } : line)];
    }

    // The one place where the engines need two texts for a list of keys: neither form runs on the other.
    private Task<IEnumerable<Row>> Notices(DbConnection connection, IReadOnlyList<int> numbers, bool all) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<Row>("""
            select ref, number, museum_id, fields, is_demo, state, updated_at, created_at, source, origin, also, (select s.name from notice_source s where s.code = notice.source) as source_name from notice
            where number in (select value from json_each(@list)) and (state = 'published' or @all)
            """, new { list = $"[{string.Join(',', numbers)}]", all })
        : connection.QueryAsync<Row>("""
            select ref, number, museum_id, fields, is_demo, state, updated_at, created_at, source, origin, also, (select s.name from notice_source s where s.code = notice.source) as source_name
            from notice where number = any(@list) and (state = 'published' or @all)
            """, new { list = numbers.ToArray(), all });

    private async Task<Dictionary<string, NoticeImage>> Images(DbConnection connection, string[] refs)
    {
        var first = database.Engine == Engine.Sqlite
            ? await connection.QueryAsync<NoticeImage>("""
                select id, ref, position, width, height, bytes, credit, licence, alt, kind, colours from notice_image
                where position = 1 and ref in (select value from json_each(@list))
                """, new { list = System.Text.Json.JsonSerializer.Serialize(refs) })
            : await connection.QueryAsync<NoticeImage>("""
                select id, ref, position, width, height, bytes, credit, licence, alt, kind, colours from notice_image where position = 1 and ref = any(@refs)
                """, new { refs });
        return first.ToDictionary(i => i.Ref, StringComparer.Ordinal);
    }

    private static NoticeLine Line(Row row, MuseumDirectory.Snapshot museums, Dictionary<string, NoticeImage> images)
    {
        var notice = new JocondeNotice(FieldsJson.Read(row.Fields));
        return new NoticeLine
        {
            Ref = row.Ref,
            InventoryNumber = notice.Inventory.Current,
            Title = notice.Title,
            Authors = [.. notice.Authors.Select(a => a.Name)],
            Date = notice.DateWords,
            Technique = notice.Line("TECH"),
            Museum = museums.ById.GetValueOrDefault(row.MuseumId) ?? new Museum { Id = row.MuseumId, Slug = row.MuseumId.ToLowerInvariant(), Name = row.MuseumId },
            IsDemo = row.IsDemo,
            Image = images.GetValueOrDefault(row.Ref),
            IsWithdrawn = row.State == "withdrawn",
            UpdatedAt = row.UpdatedAt,
            CreatedAt = row.CreatedAt,
            Missing = MinimumRecord.Missing(notice, images.ContainsKey(row.Ref)),
            Sources = row.Source is { } source ? [source, .. row.Also.Split(' ', StringSplitOptions.RemoveEmptyEntries)] : [],
            SourceName = row.SourceName,
            Elsewhere = Elsewhere.Read(row.Origin),
            HasUnreadableDate = MinimumRecord.HasUnreadableDate(notice),
        };
    }
}
