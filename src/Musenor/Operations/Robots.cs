using Musenor.Web;
using Musenor.Web.Delivery;

namespace Musenor.Operations;

/// <summary>What crawlers may take: pages and their sequences, not the endless combinations of filters. Lists lead to notices with « ?o= »:
/// those addresses stay open, and the page names its canonical one.</summary>
internal static class Robots
{
    private const string Rules = """
        User-agent: *
        Disallow: /erreur/
        Disallow: /health/
        Disallow: /compte/
        Disallow: /gestion
        Disallow: /pro
        Disallow: /invitation/
        Disallow: /collections/facettes/
        Disallow: /notices/*.json$
        Disallow: /notices/*.jsonld
        Disallow: /notices/*.lido.xml
        Disallow: /notices/*.ris
        Disallow: /*.json$
        Disallow: /*.atom
        Disallow: /*.rss
        Disallow: /api/
        Allow: /notices/
        Allow: /donnees/
        Allow: /*?page=
        Disallow: /*?

        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", (HttpContext context, SiteSettings site) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=86400";
            return Results.Text($"{Rules}Sitemap: {new Uri(site.BaseUrl, "/sitemap.xml").AbsoluteUri}\n".ReplaceLineEndings("\n"));
        }).WithMetadata(new OpenAttribute());
        routes.MapGet("/favicon.ico", (HttpContext context, SiteAssets assets) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=86400";
            return Results.Redirect(assets["favicon.svg"].Url);
        }).WithMetadata(new OpenAttribute());
    }
}
