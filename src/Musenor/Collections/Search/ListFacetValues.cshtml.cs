using Heritage.Standards.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Components;

namespace Musenor.Collections.Search;

/// <summary>« Toutes les valeurs » of one facet under a search: looked up, ordered by number or by name, paged.</summary>
[PublicPage]
[SearchCost]
public sealed class ListFacetValuesPage(SearchNotices search) : PageModel
{
    private const int PageSize = 60;

    public SearchState State { get; private set; } = new();

    public string Facet { get; private set; } = "";

    /// <summary>What is looked for among the values.</summary>
    public string Wanted { get; private set; } = "";

    public bool ByName { get; private set; }

    public int Total { get; private set; }

    public IReadOnlyList<FacetCount> Values { get; private set; } = [];

    public Paging Paging { get; private set; } = new(1, 1, _ => "");

    public string Path => $"/collections/facettes/{Facet}";

    public async Task<IActionResult> OnGetAsync(string facet, string? cherche, string? ordre, CancellationToken stop = default)
    {
        if (!Columns.Facet.Keys.Contains(facet, StringComparer.Ordinal))
        {
            return NotFound();
        }

        Facet = facet;
        var asked = SearchState.Read(Request.Query);
        State = asked.WithoutPage();
        Wanted = cherche?.Trim() ?? "";
        ByName = ordre == "nom";
        var folded = Folding.Fold(Wanted);
        var values = (await search.Values(State, facet, stop)).Where(v => Folding.Fold(v.Label).Contains(folded, StringComparison.Ordinal)).ToList();
        if (ByName)
        {
            values.Sort((a, b) => string.CompareOrdinal(Folding.Fold(a.Label), Folding.Fold(b.Label)));
        }

        Total = values.Count;
        var pages = Math.Max(1, (Total + PageSize - 1) / PageSize);
        // Read from the query itself: « page » is a key of the routes of Razor, which would be bound instead.
        var page = Math.Clamp(asked.Page, 1, pages);
        Values = [.. values.Skip((page - 1) * PageSize).Take(PageSize)];
        Paging = Paging.Of(Request, page, pages);
        return Page();
    }

    /// <summary>The parameters of the search, to be carried by the look-up form.</summary>
    public IEnumerable<(string Name, string Value)> Carried()
    {
        foreach (var pair in Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(State.Query()))
        {
            foreach (var value in pair.Value)
            {
                yield return (pair.Key, value ?? "");
            }
        }
    }

    public string OrderAddress(bool byName)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder(Carried().Select(c => KeyValuePair.Create(c.Name, c.Value)));
        if (Wanted.Length > 0)
        {
            query.Add("cherche", Wanted);
        }

        if (byName)
        {
            query.Add("ordre", "nom");
        }

        return Path + query;
    }

    public string Address(FacetCount value) => (value.IsChosen ? State.Without(Facet, value.Value) : State.With(Facet, value.Value)).Address() + "#resultats";
}
