using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Web;

namespace Musenor.Home;

/// <summary>One number of the front page, with where it leads: « 1 284 œuvres ».</summary>
public sealed record Figure(long Count, string Label, string Address);

[PublicPage]
public sealed class FrontPage(SiteSettings site, IEnumerable<MenuEntry> entries) : PageModel
{
    /// <summary>Filled from the rooms that count something.</summary>
    public IReadOnlyList<Figure> Figures { get; private set; } = [];

    public IEnumerable<MenuEntry> Entries => entries.OrderBy(e => e.Order);

    public void OnGet() => Figures = [];

    public object Facts() => new Dictionary<string, object>
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "WebSite",
        ["name"] = site.Name,
        ["url"] = site.BaseUrl.AbsoluteUri,
        ["inLanguage"] = "fr",
        ["potentialAction"] = new Dictionary<string, object>
        {
            ["@type"] = "SearchAction",
            ["target"] = new Uri(site.BaseUrl, "/collections?q=").AbsoluteUri + "{search_term_string}",
            ["query-input"] = "required name=search_term_string",
        },
    };
}
