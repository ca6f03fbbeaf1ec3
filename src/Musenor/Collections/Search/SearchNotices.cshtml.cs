using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Collections.Search.Columns;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Components;
using Musenor.Web.Delivery;

namespace Musenor.Collections.Search;

/// <summary>/collections: the address is the state; anything else is sent to its canonical writing.</summary>
[PublicPage]
[SearchCost]
public sealed class SearchNoticesPage(SearchNotices search, SearchHelp searchHelp, SiteSettings site) : PageModel
{
    private static readonly Texts T = Texts.Of("Collections");

    /// <summary>Museums listed in the map view; the others are one link away.</summary>
    public const int MostMuseums = 60;

    public SearchResult Result { get; private set; } = null!;

    public SearchHelp.Help? Help { get; private set; }

    public SearchState State => Result.State;

    /// <summary>Every value of a facet, for the map (museums) and the timeline (periods).</summary>
    public IReadOnlyList<FacetCount> AllValues { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var state = SearchState.Read(Request.Query);
        if (Request.WantsJson())
        {
            return new JsonResult(SearchJson.Of(await search.Run(state, SearchJson.FacetValues, stop), site), SearchJson.Plain);
        }

        // A page beyond counting goes straight to the last one, below.
        if (state.Page < int.MaxValue && !CanonicalQuery.Same(Request.QueryString, state.Query()))
        {
            return LocalRedirect(state.Address());
        }

        Result = await search.Run(state, stop: stop);
        if (Result.Page != state.Page)
        {
            return LocalRedirect((state with { Page = Result.Page }).Address());
        }

        AllValues = state.View switch
        {
            ResultView.Map => await search.Values(state, Facet.Museum, stop),
            ResultView.Timeline => await search.Values(state, "periode", stop),
            _ => [],
        };
        Help = Result.Total == 0 ? await searchHelp.Run(state, stop) : null;
        return Page();
    }

    /// <summary>The map and the timeline hold everything on one page.</summary>
    public bool IsPaged => Result.Pages > 1 && State.View is (ResultView.Mosaic or ResultView.Table);

    public string Title
    {
        get
        {
            var count = T["Search.Count", Result.Total];
            return IsPaged ? $"{Heading} — {count} ({T["Search.PageOf", Result.Page, Result.Pages]})" : $"{Heading} — {count}";
        }
    }

    /// <summary>What was asked: plain words between quotes, anything else as it was understood.</summary>
    public string Heading => State.Q.Length == 0 ? T["Search.Title"]
        : T["Search.TitleQuery", Result.IsPlain ? $"«\u00a0{Result.Restated}\u00a0»" : Result.Restated.Length > 0 ? Result.Restated : State.Q];

    public string PageAddress(int page) => (State with { Page = page }).Address() + "#resultats";

    public static string Label(string facet, FacetCount value) => FacetWords.Label(facet, value.Value, value.Label);

    public IEnumerable<Chip> Chips()
    {
        foreach (var (facet, keys) in State.Chosen)
        {
            foreach (var key in keys)
            {
                var known = Result.Facets.GetValueOrDefault(facet)?.FirstOrDefault(v => v.Value == key);
                yield return new Chip(T[$"Facet.{facet}"], FacetWords.Label(facet, key, known?.Label ?? key), State.Without(facet, key).Address());
            }
        }

        if (State.From is not null || State.To is not null)
        {
            var years = (State.From, State.To) switch
            {
                ({ } from, { } to) => T["Chip.FromTo", from, to],
                ({ } from, null) => T["Chip.From", from],
                (_, { } to) => T["Chip.To", to],
                _ => "",
            };
            yield return new Chip(T["Chip.Years"], years, (State with { From = null, To = null, Page = 1 }).Address());
        }
    }
}
