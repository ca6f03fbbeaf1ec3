using Musenor.Web;

namespace Musenor.Collections.Media;

/// <summary>/images/{id}-{width}.webp: the address names the bytes, so browsers keep them a year without asking again.</summary>
internal static class ServePicture
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/images/{id}-{width}.webp", Run).WithMetadata(new OpenAttribute());

    private static IResult Run(string id, string width, Pictures pictures, HttpContext context)
    {
        if (!int.TryParse(width, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var pixels)
            || pictures.Find(id, pixels) is not { } path)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.File(path, "image/webp", lastModified: File.GetLastWriteTimeUtc(path));
    }
}
