using System.Text;

namespace Musenor.Web.Brand;

/// <summary>/marque/…: colours and logo of the installation; their addresses carry a mark of what they hold.</summary>
internal static class ServeBrand
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marque/couleurs.css", (SiteBrand brand, HttpContext context) => Answer(context, Encoding.UTF8.GetBytes(brand.Colours), "text/css; charset=utf-8")).WithMetadata(new OpenAttribute());
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
