using System.Data.Common;
using System.Text.Json;
using Dapper;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>A notice as it is stored.</summary>
internal sealed record WorkRow
{
    public string Ref { get; init; } = "";
    public long Number { get; init; }
    public string MuseumId { get; init; } = "";
    public string Fields { get; init; } = "";
    public string State { get; init; } = "";
    public bool IsDemo { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Code of the network that it was harvested from; null for one of ours.</summary>
    public string? Source { get; init; }

    /// <summary>What its source shows of a harvested one.</summary>
    public string Origin { get; init; } = "";
    public long Revision { get; init; }

    /// <summary>Invented notices are told to nobody.</summary>
    public bool IsPublic => State == "published" && !IsDemo;
}

/// <summary>A notice with its museum and its photographs.</summary>
internal sealed record StoredWork(WorkRow Row, Museum Museum, IReadOnlyList<NoticeImage> Images)
{
    public PublishedWork Published(SiteSettings site, Origin? origin, TermControl terms) => new PublishWork(Row.Ref, new JocondeNotice(FieldsJson.Read(Row.Fields)), Museum, Images, Row.UpdatedAt)
    {
        Elsewhere = Elsewhere.Read(Row.Origin),
        IsHarvested = origin is not null || Row.Source is not null,
        SourceName = origin?.SourceName,
    }.Of(site, terms);
}

/// <summary>Reads notices for the repository, many at once, on a connection of the caller.</summary>
internal sealed class ReadWorks(Database database, MuseumDirectory museums)
{
    private const string Columns = "n.ref, n.number, n.museum_id, n.fields, n.state, n.is_demo, n.updated_at, n.source, n.origin, n.revision";

    /// <summary>By number; those whose museum is not in the directory are left out.</summary>
    public async Task<IReadOnlyDictionary<long, StoredWork>> ByNumber(DbConnection connection, DbTransaction? transaction, long[] numbers, CancellationToken stop)
    {
        var rows = database.Engine == Engine.Sqlite
            ? await connection.QueryAsync<WorkRow>($"select {Columns} from notice n where n.number in (select value from json_each(@list))", new { list = JsonSerializer.Serialize(numbers) }, transaction)
            : await connection.QueryAsync<WorkRow>($"select {Columns} from notice n where n.number = any(@numbers)", new { numbers }, transaction);
        return (await With(connection, transaction, rows.AsList(), stop)).ToDictionary(w => w.Row.Number);
    }

    /// <summary>Those whose revision is above, in the order of the commits; then, while there is room, those that are due.</summary>
    public static async Task<(IReadOnlyList<WorkRow> Changed, IReadOnlyList<WorkRow> Due)> Pending(DbConnection connection, DbTransaction transaction, long revision, int most)
    {
        var changed = (await connection.QueryAsync<WorkRow>($"select {Columns} from notice n where n.revision > @revision order by n.revision limit @most", new { revision, most }, transaction)).AsList();
        var due = changed.Count == most ? [] : (await connection.QueryAsync<WorkRow>(
            $"select {Columns} from oai_due d join notice n on n.number = d.number order by d.number limit @left", new { left = most - changed.Count }, transaction)).AsList();
        return (changed, due);
    }

    public async Task<IReadOnlyList<StoredWork>> With(DbConnection connection, DbTransaction? transaction, IReadOnlyList<WorkRow> rows, CancellationToken stop)
    {
        var directory = await museums.Read(stop);
        var images = (await Images(connection, transaction, [.. rows.Select(r => r.Ref)])).ToLookup(i => i.Ref, StringComparer.Ordinal);
        return [.. rows.Where(r => directory.ById.ContainsKey(r.MuseumId)).Select(r => new StoredWork(r, directory.ById[r.MuseumId], [.. images[r.Ref]]))];
    }

    private async Task<IEnumerable<NoticeImage>> Images(DbConnection connection, DbTransaction? transaction, string[] refs) => database.Engine == Engine.Sqlite
        ? await connection.QueryAsync<NoticeImage>("""
            select id, ref, position, width, height, credit, licence, alt, kind, caption, photographer from notice_image
            where kind = 'photograph' and ref in (select value from json_each(@list)) order by ref, position
            """, new { list = JsonSerializer.Serialize(refs) }, transaction)
        : await connection.QueryAsync<NoticeImage>("""
            select id, ref, position, width, height, credit, licence, alt, kind, caption, photographer from notice_image
            where kind = 'photograph' and ref = any(@refs) order by ref, position
            """, new { refs }, transaction);
}
