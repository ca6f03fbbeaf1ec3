using System.Globalization;
using Microsoft.Net.Http.Headers;
using Musenor.Files.Images;
using Musenor.Files.Places;
using Musenor.Web;
using Musenor.Web.Delivery;
using Musenor.Web.Errors;

namespace Musenor.Files.Serving;

/// <summary>
/// The only way out: /fichiers/{id}/{name} hands over the bytes as they came, never to be shown by the browser;
/// /fichiers/{id}/image-{width}.webp shows a picture made again from its pixels. Whoever may not is told that there is nothing.
/// </summary>
internal static class ServeFile
{
    private static readonly TimeSpan ScanWait = TimeSpan.FromSeconds(30);

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: the gate of each file decides.
        routes.MapGet("/fichiers/{id}/{name}", Original).WithMetadata(new OpenAttribute());
        routes.MapGet("/fichiers/{id}/image-{width}.webp", Image).WithMetadata(new OpenAttribute());
    }

    private static async Task<IResult> Original(string id, string name, StoredFiles files, FileStore store, HttpContext context)
    {
        if (await Allowed(id, FileRight.Everything, files, context) is not { } file)
        {
            return Results.NotFound();
        }

        if (name != file.OriginalName)
        {
            return Results.Redirect(file.Address);
        }

        if (Held(file, context) is { } held)
        {
            return held;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.OriginalName);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        // A file resumed at its middle must go on with the same bytes: never compressed on the way.
        context.Request.Headers.Remove(HeaderNames.AcceptEncoding);
        return Bytes(store.PathOf(file.Place), file.MediaType, $"\"{file.Sha256}\"", file, context);
    }

    private static async Task<IResult> Image(string id, string width, StoredFiles files, FileStore store, HttpContext context)
    {
        if (!int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) || !DeriveImages.Widths.Contains(pixels)
            || await Allowed(id, FileRight.Images, files, context) is not { IsPicture: true } file)
        {
            return Results.NotFound();
        }

        return Held(file, context) ?? Bytes(store.DerivedPath(file.Place, pixels), "image/webp", $"\"{file.Sha256}-{pixels}\"", file, context);
    }

    private static async Task<StoredFile?> Allowed(string id, FileRight needed, StoredFiles files, HttpContext context)
    {
        if (await files.Find(id, context.RequestAborted) is not { } file)
        {
            return null;
        }

        var gate = context.RequestServices.GetServices<IFileGate>().FirstOrDefault(g => g.OwnerKind == (file.OwnerKind ?? IFileGate.Orphans));
        return gate is not null && await gate.Ask(file, context) >= needed ? file : null;
    }

    /// <summary>What the scan has not settled, or has refused.</summary>
    private static IResult? Held(StoredFile file, HttpContext context)
    {
        if (file.IsAwaited)
        {
            context.Features.Set(new StatusReason(Texts.Of("Files")["ScanRunning", file.OriginalName]));
            context.Response.Headers.RetryAfter = ScanWait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status409Conflict);
        }

        if (file.State == FileState.Refused)
        {
            context.Features.Set(new StatusReason(Texts.Of("Files")["Infected", file.OriginalName]));
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        return null;
    }

    private static IResult Bytes(string path, string type, string tag, StoredFile file, HttpContext context)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The bytes of the received file {file.Id} are not on the disk.", Path.GetFileName(path));
        }

        // Rights may end at any moment: the browser keeps it, and asks each time.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.Features.Set(new SandboxedAnswer());
        return Results.File(path, type, lastModified: file.CreatedAt, entityTag: EntityTagHeaderValue.Parse(tag), enableRangeProcessing: true);
    }
}
