namespace Musenor.Interop.OpenData;

/// <summary>/donnees/{file}.</summary>
internal static class ServeDump
{
    /// <summary>A file that the page tells, or told until a day ago; nothing else of the folder.</summary>
    public static async Task<IResult> Answer(string file, MakeDumps dumps, HttpContext context, CancellationToken stop)
    {
        if (await dumps.Find(file, stop) is not { } dump || !File.Exists(dumps.PathOf(file)))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.File(dumps.PathOf(file), file.EndsWith(".zip", StringComparison.Ordinal) ? "application/zip" : "application/gzip", file,
            lastModified: dump.MadeAt, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{dump.Hash}\""), enableRangeProcessing: true);
    }
}
