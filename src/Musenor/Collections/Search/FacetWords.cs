using Musenor.Collections.Search.Columns;
using Musenor.Web;

namespace Musenor.Collections.Search;

/// <summary>What a facet value is called on pages: its own words, but for the few that the portal computes.</summary>
internal static class FacetWords
{
    public static string Label(string facet, string key, string label) => facet switch
    {
        Facet.Image => Texts.Of("Collections")[key == "1" ? "Facet.image.1" : "Facet.image.0"],
        Facet.Rights => Texts.Of("Collections")["Facet.droits.libre"],
        _ => label,
    };
}
