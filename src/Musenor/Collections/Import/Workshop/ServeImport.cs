using Musenor.Accounts.Access;
using Musenor.Collections.Import.Undo;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

/// <summary>What the page of an import asks for: its progress, and the lists that it left.</summary>
internal static class ServeImport
{
    private static readonly string[] Lists = ["rejets", "avertissements", "laissees"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var needs = new NeedsAttribute(nameof(Rights.EditNotices));
        routes.MapGet("/gestion/imports/{id:guid}/avancement.json", Progress).WithMetadata(needs, new AsksByItselfAttribute());
        routes.MapGet("/gestion/imports/{id:guid}/{list}.csv", Report).WithMetadata(needs);
    }

    private static async Task<IResult> Progress(Guid id, ReadImport read, HttpContext context, TimeProvider clock, CancellationToken stop)
    {
        if (await Allowed(id, read, context, stop) is not { } view)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var request = view.Request;
        return Results.Json(new { state = request.State, share = request.Share, said = ProgressText.Of(view, clock.GetUtcNow()), under_way = request.IsQueued });
    }

    private static async Task<IResult> Report(Guid id, string list, ReadImport read, DataFolder folder, HttpContext context, CancellationToken stop)
    {
        if (!Lists.Contains(list) || await Allowed(id, read, context, stop) is not { Told: { } told } view)
        {
            return Results.NotFound();
        }

        var path = list == "laissees" ? UndoImport.KeptPath(folder, told.Id) : folder.File("imports", $"{told.Id}-{list}.csv");
        context.Response.Headers.CacheControl = "private, no-cache";
        return File.Exists(path) ? Results.File(path, "text/csv; charset=utf-8", $"{System.IO.Path.GetFileNameWithoutExtension(view.Request.FileName)}-{list}.csv") : Results.NotFound();
    }

    // Of another museum: as if it were not there.
    private static async Task<ImportView?> Allowed(Guid id, ReadImport read, HttpContext context, CancellationToken stop) =>
        await read.Run($"{id}", stop) is { } view && context.Known().May(Rights.EditNotices, view.Request.MuseumId) ? view : null;
}
