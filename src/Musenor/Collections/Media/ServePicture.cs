using Dapper;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Media;

/// <summary>/images/{id}-{width}.webp: the address names the bytes, so browsers keep them a year without asking again.</summary>
internal static class ServePicture
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/images/{id}-{width}.webp", Run).WithMetadata(new OpenAttribute());

    private static async Task<IResult> Run(string id, string width, Pictures pictures, Database database, HttpContext context)
    {
        if (!int.TryParse(width, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var pixels)
            || pictures.Find(id, pixels) is not { } path)
        {
            return Results.NotFound();
        }

        // Copies that browsers and proxies hold already live on; the portal itself gives none any more.
        // What a notice does not show (any more) is nobody's to see: it may wait in a tray, or have been taken away.
        if (await State(database, id, context.RequestAborted) is var state && state != "published")
        {
            return state is null ? Results.NotFound() : Results.StatusCode(StatusCodes.Status410Gone);
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.File(path, "image/webp", lastModified: File.GetLastWriteTimeUtc(path));
    }

    private static async Task<string?> State(Database database, string id, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<string?>("""
            select n.state from notice_image i join notice n on n.ref = i.ref where i.id = @id
            union all
            select n.state from notice_thumbnail t join notice n on n.ref = t.ref where t.id = @id and t.id <> ''
            limit 1
            """, new { id });
    }
}
