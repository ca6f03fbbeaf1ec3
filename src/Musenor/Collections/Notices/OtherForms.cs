using Microsoft.Extensions.Primitives;
using Musenor.Collections.Media.Manifests;
using Musenor.Web;

namespace Musenor.Collections.Notices;

/// <summary>Where programs find the same notice in their languages: said in the header of the answer (RFC 8288), which weighs nothing on the page.</summary>
internal static class OtherForms
{
    public static StringValues Links(NoticeView view, SiteSettings site)
    {
        var page = new Uri(site.BaseUrl, view.Address).AbsoluteUri;
        string Link(string address, string type) => $"<{address}>; rel=\"alternate\"; type=\"{type}\"";
        string[] links = [Link($"{page}.json", "application/json"), Link($"{page}.jsonld", "application/ld+json"), Link($"{page}.lido.xml", "application/xml")];
        return view.Images.Count == 0 ? links : (string[])[.. links, $"<{NoticeManifest.Address(site, view.Ref)}>; rel=\"describedby\"; type=\"application/ld+json\""];
    }

    /// <param name="profile">As the caller named it; it comes back in the address, so that each profile has its own.</param>
    public static string Linked(NoticeView view, string profile) =>
        profile.Contains("linked.art", StringComparison.Ordinal) ? $"{view.Address}.jsonld?profil=linked-art" : $"{view.Address}.jsonld";
}
