using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Museums.Practical;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Delivery;

namespace Musenor.Museums;

/// <summary>« /musees » (list, then map) and « /musees/carte » (map, then list).</summary>
[PublicPage(Also = typeof(DirectoryFreshness))]
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

        if (Request.WantsJson())
        {
            return new JsonResult(MuseumJson.Of(List, site), MuseumJson.Plain);
        }

        Map = RegionMap.Draw(List, (count, towns) => Texts.Of("Museums")["Cluster", count, towns]);
        return Page();
    }

    public string Path => MapFirst ? "/musees/carte" : "/musees";

    public string Address(MuseumQuery query) => query.Url(Path);

    public string Results(MuseumQuery query) => Address(query) + "#resultats";

    public Paging Paging => new(Query.Page, List.Pages, page => Results(Query with { Page = page }));

    /// <summary>Active filters: category, value, address without it.</summary>
    public IEnumerable<Chip> Chips()
    {
        var t = Texts.Of("Museums");
        var first = Query with { Page = 1 };
        if (Query.Words.Length > 0)
        {
            yield return new Chip(t["Words"], Query.Words, Results(first with { Words = "" }));
        }

        foreach (var chip in Places(t, first))
        {
            yield return chip;
        }

        if (Query.OpenToday)
        {
            yield return new Chip(t["Open"], t["OpenToday"], Results(first with { OpenToday = false }));
        }

        foreach (var value in Chosen("accessible"))
        {
            yield return new Chip(t["Accessible"], value.Label, Results(first with { Accessible = [.. Query.Accessible.Except([value.Value])] }));
        }

        if (Query.WithWorks)
        {
            yield return new Chip(t["Works"], t["WithWorks"], Results(first with { WithWorks = false }));
        }

        if (Query.AllKnown)
        {
            yield return new Chip(t["Scope"], t["AllKnown"], Results(first with { AllKnown = false }));
        }
    }

    private IEnumerable<Chip> Places(Texts t, MuseumQuery first)
    {
        foreach (var value in Chosen("departement"))
        {
            yield return new Chip(t["Department"], value.Label, Results(first with { Departments = [.. Query.Departments.Except([value.Value])] }));
        }

        foreach (var value in Chosen("theme"))
        {
            yield return new Chip(t["Theme"], value.Label, Results(first with { Themes = [.. Query.Themes.Except([value.Value])] }));
        }

        foreach (var value in Chosen("ville"))
        {
            yield return new Chip(t["City"], value.Label, Results(first with { Cities = [.. Query.Cities.Except([value.Value])] }));
        }
    }

    private IEnumerable<MuseumChoice> Chosen(string facet) => List.Facets[facet].Where(v => v.Selected);
}
