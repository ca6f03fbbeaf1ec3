using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Musenor.Web.Delivery;

/// <summary>/assets/…: compressed at build, kept a year by browsers.</summary>
internal static class ServeAssets
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{file}", Run).WithMetadata(new OpenAttribute());

    private static IResult Run(string file, SiteAssets assets, HttpContext context)
    {
        if (assets.Find(file) is not { } asset)
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        var (bytes, encoding) = Choose(asset, context.Request.Headers.AcceptEncoding);
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return Results.Bytes(bytes, asset.ContentType);
    }

    private static (byte[] Bytes, string? Encoding) Choose(Asset asset, StringValues accepted)
    {
        var wanted = StringWithQualityHeaderValue.TryParseList(accepted, out var list)
            ? list.Where(e => e.Quality is null or > 0).Select(e => e.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];
        return asset switch
        {
            { Brotli: { } br } when wanted.Contains("br") => (br, "br"),
            { Gzip: { } gz } when wanted.Contains("gzip") || wanted.Contains("*") => (gz, "gzip"),
            _ => (asset.Plain, null),
        };
    }
}
