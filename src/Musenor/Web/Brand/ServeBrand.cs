namespace Musenor.Web.Brand;

/// <summary>/marque/logo: the address in pages carries a mark of what it holds.</summary>
internal static class ServeBrand
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marque/logo", (SiteBrand brand, HttpContext context) => Answer(context, brand.Logo ?? [], brand.LogoType)).WithMetadata(new OpenAttribute());
    }

    private static IResult Answer(HttpContext context, byte[] bytes, string type)
    {
        if (bytes.Length == 0)
        {
            return Results.NotFound();
        }

        // An SVG is a document: opened alone, it runs nothing.
        context.Features.Set(new Delivery.SandboxedAnswer());
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, type);
    }
}
