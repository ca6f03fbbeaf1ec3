using System.Globalization;
using Musenor.Accounts.Access;

namespace Musenor.Collections.Media.Photographs.Tray;

/// <summary>/gestion/photographies/{id}/apercu-{width}.webp: what waits is seen by its museum alone.</summary>
internal static class ServeWaiting
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(ListWaitingPage.Path + "/{id:guid}/apercu-{width}.webp", Run).WithMetadata(new NeedsAttribute(nameof(Rights.EditNotices)));

    private static async Task<IResult> Run(Guid id, string width, ReadTray tray, Pictures pictures, HttpContext context)
    {
        if (!int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels)
            || await tray.One(context.Known(), id.ToString(), context.RequestAborted) is not { } row || pictures.Find(row.Picture, pixels) is not { } path)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.File(path, "image/webp", lastModified: File.GetLastWriteTimeUtc(path));
    }
}
