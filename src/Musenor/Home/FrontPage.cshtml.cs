using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Collections.Search;
using Musenor.Collections.Search.Columns;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Home;

/// <summary>One number of the front page, with where it leads: « 1 284 œuvres ».</summary>
public sealed record Figure(long Count, string Label, string Address);

[PublicPage]
public sealed class FrontPage(SiteSettings site, IEnumerable<MenuEntry> entries, SearchNotices search, IWorksOnline works) : PageModel
{
    private const int Shown = 6;

    /// <summary>How much there is to see; nothing while the catalogue is empty.</summary>
    public IReadOnlyList<Figure> Figures { get; private set; } = [];

    /// <summary>A few works to start from, those with a picture and the fullest notice first.</summary>
    public IReadOnlyList<NoticeLine> Works { get; private set; } = [];

    /// <summary>The networks whose works are here, the one with the most first; none where the portal shows its own works only.</summary>
    public IReadOnlyList<Figure> Networks { get; private set; } = [];

    public IEnumerable<MenuEntry> Entries => entries.OrderBy(e => e.Order);

    public async Task OnGetAsync(CancellationToken stop)
    {
        var all = await search.Run(new SearchState(), stop: stop);
        if (all.Total == 0)
        {
            return;
        }

        var texts = Texts.Of("Home");
        var museums = (await works.CountByMuseum(stop)).Count;
        var pictures = all.Facets[Facet.Image].FirstOrDefault(f => f.Value == "1")?.Count ?? 0;
        Figure[] figures =
        [
            new(all.Total, texts["FigureWorks", all.Total], SearchState.Path),
            new(museums, texts["FigureMuseums", museums], "/musees?oeuvres=1"),
            new(pictures, texts["FigurePictures", pictures], new SearchState().With(Facet.Image, "1").Address()),
        ];
        Networks = [.. (await search.Values(new SearchState(), Facet.Source, stop)).Select(v => new Figure(v.Count, v.Label, new SearchState().With(Facet.Source, v.Value).Address()))];
        Figures = [.. figures.Where(f => f.Count > 0)];
        Works = [.. all.Lines.OrderBy(l => l.Image is null).Take(Shown)];
    }

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
