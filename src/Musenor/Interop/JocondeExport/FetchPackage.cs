using Musenor.Accounts.Access;

namespace Musenor.Interop.JocondeExport;

/// <summary>/gestion/envois/{id}/{file}.</summary>
internal static class FetchPackage
{
    /// <summary>A file of a package, for those who may see it: its zip, its report. What is not whole is not there.</summary>
    public static async Task<IResult> Answer(string id, string file, HttpContext context, PackageStore store, CancellationToken stop)
    {
        var found = await store.Find(id, stop);
        if (found is not null && !context.Known().May(Rights.EditNotices, found.MuseumId))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (found is null || found.IsOutside || found.State is not (Package.Ready or Package.Sent)
            || !found.Files.Any(f => file == f.Name + ".zip" || file == f.Name + ".html" || file == f.Name + ".json"))
        {
            return Results.NotFound();
        }

        var path = Path.Combine(store.FolderOf(id), file);
        context.Response.Headers.CacheControl = "no-store";
        var type = Path.GetExtension(file) switch { ".zip" => "application/zip", ".json" => "application/json", _ => "text/html; charset=utf-8" };
        return File.Exists(path) ? Results.File(path, type, file) : Results.NotFound();
    }
}
