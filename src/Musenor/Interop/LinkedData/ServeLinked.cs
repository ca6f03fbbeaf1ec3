using Microsoft.Net.Http.Headers;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Web;
using Musenor.Web.Delivery;

namespace Musenor.Interop.LinkedData;

/// <summary>
/// /notices/{ref}.jsonld in two profiles, by « ?profil= » or by the profile of Accept: schema.org, which search engines read and which stands where none is
/// asked for, and Linked Art, which museums share.
/// </summary>
internal static class ServeLinked
{
    public const string SchemaOrg = "https://schema.org";

    public static IResult Answer(NoticeView view, SiteSettings site, HttpContext context)
    {
        var asked = context.Request.Query["profil"].ToString() is { Length: > 0 } said ? said : context.Request.LinkedProfile() ?? "";
        var isLinkedArt = asked is "linked-art" || asked.Split(' ').Contains(LinkedArt.Context);
        var profile = isLinkedArt ? LinkedArt.Context : SchemaOrg;
        var page = new Uri(site.BaseUrl, view.Address);
        var links = context.Response.Headers;
        links.Append(HeaderNames.Link, $"<{page.AbsoluteUri}>; rel=\"canonical\"");
        links.Append(HeaderNames.Link, $"<{profile}>; rel=\"profile\"");
        links.Append(HeaderNames.Link, isLinkedArt ? Alternate(page, "", SchemaOrg) : Alternate(page, "?profil=linked-art", LinkedArt.Context));
        return Results.Json(isLinkedArt ? LinkedArt.Of(view, site) : NoticeJsonLd.Of(view, page), SearchJson.Plain, $"application/ld+json;profile=\"{profile}\"");
    }

    private static string Alternate(Uri page, string query, string profile) =>
        $"<{page.AbsoluteUri}.jsonld{query}>; rel=\"alternate\"; type=\"application/ld+json\"; profile=\"{profile}\"";
}
