using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Media.Manifests;

/// <summary>
/// The manifests of a museum as a IIIF Collection (Presentation API 3.0 §5.1): all of them where they are few, else collections of
/// <see cref="PageSize"/>, since version 3 of the standard has no paging of its own.
/// </summary>
public sealed class ListManifests(Database database, MuseumDirectory museums, SiteSettings site)
{
    public const int PageSize = 500;
    public const string Top = "/iiif/presentation/3/collection";

    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public string Fields { get; init; } = "";
    }

    public static string Address(SiteSettings site, Museum museum, int page = 0) =>
        new Uri(site.BaseUrl, $"/iiif/presentation/3/collection/{Uri.EscapeDataString(museum.Id)}{(page > 0 ? $"/{page}" : "")}").AbsoluteUri;

    internal static async Task<IResult> Answer(string museum, int? page, ListManifests list, CancellationToken stop) =>
        await list.Run(museum, page, stop) is { } document ? Results.Json(document, SearchJson.Plain, ShowManifest.JsonLd) : Results.NotFound();

    /// <summary>The collections of all museums that have one, in the order of the directory.</summary>
    internal async Task<IResult> All(CancellationToken stop)
    {
        var directory = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        var pictured = (await connection.QueryAsync<string>("""
            select distinct n.museum_id from notice n where n.state = 'published' and exists (select 1 from notice_image i where i.ref = n.ref)
            """)).ToHashSet(StringComparer.Ordinal);
        return pictured.Count == 0 ? Results.NotFound() : Results.Json(new Dictionary<string, object>
        {
            ["@context"] = NoticeManifest.Context,
            ["id"] = new Uri(site.BaseUrl, Top).AbsoluteUri,
            ["type"] = "Collection",
            ["label"] = LanguageMap.French(site.Name),
            ["items"] = directory.All.Where(m => pictured.Contains(m.Id)).Select(m => Item(Address(site, m), "Collection", Label(m, 0))).ToArray(),
        }, SearchJson.Plain, ShowManifest.JsonLd);
    }

    /// <summary>Null when there is no such museum, no such page, or no picture in it.</summary>
    internal async Task<Dictionary<string, object>?> Run(string code, int? page, CancellationToken stop)
    {
        var directory = await museums.Read(stop);
        if ((directory.ById.GetValueOrDefault(code) ?? directory.BySlug.GetValueOrDefault(code)) is not { } museum)
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        var count = await connection.ExecuteScalarAsync<int>("""
            select count(*) from notice n where n.museum_id = @Id and n.state = 'published' and exists (select 1 from notice_image i where i.ref = n.ref)
            """, museum);
        var pages = (count + PageSize - 1) / PageSize;
        if (count == 0 || page is { } asked && (asked < 1 || asked > pages))
        {
            return null;
        }

        if (page is null && pages > 1)
        {
            return Document(museum, 0, Enumerable.Range(1, pages).Select(n => Item(Address(site, museum, n), "Collection", Label(museum, n))));
        }

        var rows = await connection.QueryAsync<Row>("""
            select n.ref, n.fields from notice n where n.museum_id = @Id and n.state = 'published' and exists (select 1 from notice_image i where i.ref = n.ref)
            order by n.number limit @PageSize offset @Skipped
            """, new { museum.Id, PageSize, Skipped = ((page ?? 1) - 1) * PageSize });
        return Document(museum, page ?? 0, rows.Select(r => Item(NoticeManifest.Address(site, r.Ref), "Manifest", Title(r))));
    }

    private static string Title(Row row) => new JocondeNotice(FieldsJson.Read(row.Fields)).Title is { Length: > 0 } title ? title : row.Ref;

    private static string Label(Museum museum, int page) => page > 0 ? Texts.Of("Collections")["Manifest.Page", museum.Name, page] : museum.Name;

    private Dictionary<string, object> Document(Museum museum, int page, IEnumerable<object> items)
    {
        var document = new Dictionary<string, object>
        {
            ["@context"] = NoticeManifest.Context,
            ["id"] = Address(site, museum, page),
            ["type"] = "Collection",
            ["label"] = LanguageMap.French(Label(museum, page)),
            ["homepage"] = new[]
            {
                new Dictionary<string, object>
                {
                    ["id"] = new Uri(site.BaseUrl, museum.Url).AbsoluteUri, ["type"] = "Text", ["label"] = LanguageMap.French(museum.Name), ["format"] = "text/html",
                },
            },
            ["items"] = items.ToArray(),
        };
        if (page > 0)
        {
            document["partOf"] = new[] { new Dictionary<string, object> { ["id"] = Address(site, museum), ["type"] = "Collection" } };
        }

        return document;
    }

    private static Dictionary<string, object> Item(string id, string type, string label) => new() { ["id"] = id, ["type"] = type, ["label"] = LanguageMap.French(label) };
}
