using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Web;

namespace Musenor.Museums;

/// <summary>« /musees » (list, then map) and « /musees/carte » (map, then list).</summary>
internal sealed class ListMuseumsPage(ListMuseums museums, SiteSettings site) : PageModel
{
    public MuseumList List { get; private set; } = null!;

    public MapView Map { get; private set; } = null!;

    public bool MapFirst { get; private set; }

    public MuseumQuery Query => List.Query;

    public async Task<IActionResult> OnGet(string? carte, CancellationToken stop)
    {
        MapFirst = carte is not null;
        List = await museums.Run(MuseumQuery.Read(Request.Query), stop);
        if (!Query.IsWritten(Request.QueryString))
        {
            return Redirect(Address(Query));
        }

        if (MuseumJson.IsWanted(Request))
        {
            return new JsonResult(MuseumJson.Of(List, site));
        }

        Map = RegionMap.Draw(List, (count, towns) => Texts.Of("Museums")["Cluster", count, towns]);
        return Page();
    }

    public string Address(MuseumQuery query) => query.Url(MapFirst ? "/musees/carte" : "/musees");

    /// <summary>Active filters: category, value, address without it.</summary>
    public IEnumerable<(string Category, string Value, string Remove)> Chips()
    {
        var t = Texts.Of("Museums");
        var first = Query with { Page = 1 };
        if (Query.Words.Length > 0)
        {
            yield return (t["Words"], Query.Words, Address(first with { Words = "" }));
        }

        foreach (var value in Chosen("departement"))
        {
            yield return (t["Department"], value.Label, Address(first with { Departments = [.. Query.Departments.Except([value.Value])] }));
        }

        foreach (var value in Chosen("theme"))
        {
            yield return (t["Theme"], value.Label, Address(first with { Themes = [.. Query.Themes.Except([value.Value])] }));
        }

        foreach (var value in Chosen("ville"))
        {
            yield return (t["City"], value.Label, Address(first with { Cities = [.. Query.Cities.Except([value.Value])] }));
        }

        if (Query.WithWorks)
        {
            yield return (t["Works"], t["WithWorks"], Address(first with { WithWorks = false }));
        }

        if (Query.AllKnown)
        {
            yield return (t["Scope"], t["AllKnown"], Address(first with { AllKnown = false }));
        }
    }

    private IEnumerable<FacetValue> Chosen(string facet) => List.Facets[facet].Where(v => v.Selected);
}
