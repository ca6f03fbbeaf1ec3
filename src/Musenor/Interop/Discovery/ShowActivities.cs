using System.Globalization;
using Dapper;
using Musenor.Collections.Media.Manifests;
using Musenor.Collections.Search;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.Discovery;

/// <summary>
/// /iiif/discovery/collection and /iiif/discovery/page/{n}: the IIIF Change Discovery API 1.0, level 2 (every creation, update and deletion of a manifest,
/// with its hour, oldest first: those who harvest read from the last page backwards until the hour they know).
/// </summary>
public sealed class ShowActivities(Database database, TakeActivities take, SiteSettings site)
{
    public const int PageSize = 1_000;
    public const string Path = "/iiif/discovery/collection";
    private const string Context = "http://iiif.io/api/discovery/1/context.json";
    private const string MediaType = $"application/ld+json;profile=\"{Context}\"";

    private sealed record Activity
    {
        public long Number { get; init; }
        public string Ref { get; init; } = "";
        public string Kind { get; init; } = "";
        public string EndedAt { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (ShowActivities show, CancellationToken stop) => show.Collection(stop)).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/iiif/discovery/page/{number:int}", (int number, ShowActivities show, CancellationToken stop) => show.Page(number, stop)).WithMetadata(new PublicPageAttribute());
    }

    private async Task<IResult> Collection(CancellationToken stop)
    {
        var total = await Total(stop);
        var document = new Dictionary<string, object>
        {
            ["@context"] = Context,
            ["id"] = Address(0),
            ["type"] = "OrderedCollection",
            ["totalItems"] = total,
            ["seeAlso"] = new[] { new Dictionary<string, object> { ["id"] = new Uri(site.BaseUrl, "/donnees/index.json").AbsoluteUri, ["type"] = "Dataset", ["format"] = "application/ld+json" } },
            ["first"] = Part(1),
            // A collection has a last page even when nothing stands on it.
            ["last"] = Part(Pages(total)),
        };
        return Results.Json(document, SearchJson.Plain, MediaType);
    }

    private async Task<IResult> Page(int number, CancellationToken stop)
    {
        var total = await Total(stop);
        if (number < 1 || number > Pages(total))
        {
            return Results.NotFound();
        }

        var start = (number - 1L) * PageSize;
        await using var connection = await database.Open(stop);
        var activities = await connection.QueryAsync<Activity>(new CommandDefinition("""
            select number, ref, kind, ended_at from manifest_activity where number > @start and number <= @end order by number
            """, new { start, end = start + PageSize }, cancellationToken: stop));
        var page = new Dictionary<string, object>
        {
            ["@context"] = Context,
            ["id"] = Address(number),
            ["type"] = "OrderedCollectionPage",
            ["partOf"] = new Dictionary<string, object> { ["id"] = Address(0), ["type"] = "OrderedCollection" },
            ["startIndex"] = start,
            ["orderedItems"] = activities.Select(a => Item(a, number)).ToArray(),
        };
        if (number > 1)
        {
            page["prev"] = Part(number - 1);
        }

        if (number < Pages(total))
        {
            page["next"] = Part(number + 1);
        }

        return Results.Json(page, SearchJson.Plain, MediaType);
    }

    private Dictionary<string, object> Item(Activity activity, int page) => new()
    {
        ["id"] = $"{Address(page)}#{activity.Number.ToString(CultureInfo.InvariantCulture)}",
        ["type"] = activity.Kind,
        ["object"] = new Dictionary<string, object> { ["id"] = NoticeManifest.Address(site, activity.Ref), ["type"] = "Manifest" },
        ["endTime"] = activity.EndedAt,
    };

    private async Task<long> Total(CancellationToken stop)
    {
        await take.Run(stop);
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>("select coalesce(max(number), 0) from manifest_activity");
    }

    private static int Pages(long total) => (int)Math.Max(1, (total + PageSize - 1) / PageSize);

    private Dictionary<string, object> Part(int page) => new() { ["id"] = Address(page), ["type"] = "OrderedCollectionPage" };

    private string Address(int page) => new Uri(site.BaseUrl, page == 0 ? Path : $"/iiif/discovery/page/{page.ToString(CultureInfo.InvariantCulture)}").AbsoluteUri;
}
