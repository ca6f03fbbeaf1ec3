using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Interop.OpenData;
using Musenor.Web;

namespace Musenor.Interop.Api;

/// <summary>/donnees/api: what programs may ask, for people.</summary>
[PublicPage(ShowsData = false)]
public sealed class ShowApiPage(SiteSettings site) : PageModel
{
    public const string Path = $"{ListDumpsPage.Path}/api";

    /// <summary>An address to copy, and what it answers, as a key of texts.</summary>
    public IReadOnlyList<(string Address, string Key)> Examples =>
    [
        (Address($"{ApiSetup.Path}/search?q=portrait&domaine=peinture"), "Search"),
        (Address($"{ApiSetup.Path}/notices?limite=500"), "Walk"),
        (Address($"{ApiSetup.Path}/notices?depuis=2026-01-31&retirees=1"), "Since"),
        (Address($"{ApiSetup.Path}/notices?musee=M0160&champs=title,authors,images"), "Fields"),
        (Address($"{ApiSetup.Path}/museums?reseau=1"), "Museums"),
    ];

    public string Address(string path) => new Uri(site.BaseUrl, path).AbsoluteUri;
}
