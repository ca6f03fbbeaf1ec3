using System.Text.Encodings.Web;
using System.Text.Json;
using Musenor.Collections.Notices;
using Musenor.Web;

namespace Musenor.Collections.Search;

/// <summary>The search as JSON, with the field names of the contract.</summary>
internal static class SearchJson
{
    public const int FacetValues = 30;

    /// <summary>French letters as they are.</summary>
    public static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static object Of(SearchResult result, SiteSettings site) => new
    {
        query = result.Restated,
        total = result.Total,
        page = result.Page,
        pages = result.Pages,
        took_ms = Math.Round(result.Milliseconds, 1),
        notices = result.Lines.Select(l => Line(l, site)),
        facets = Facets(result.Facets),
    };

    public static object Line(NoticeLine l, SiteSettings site) => new
    {
        @ref = l.Ref,
        inventory_number = l.InventoryNumber,
        title = l.Title,
        authors = l.Authors,
        date = l.Date,
        museum = new { code = l.Museum.MuseofileCode ?? l.Museum.Id, name = l.Museum.Name, city = l.Museum.City },
        image = l.Image is { } image ? new Uri(site.BaseUrl, image.Address(480)).ToString() : l.Elsewhere.PictureAddresses.FirstOrDefault(),
        url = new Uri(site.BaseUrl, l.Address).ToString(),
        is_demo = l.IsDemo,
        source = l.Sources.Count == 0 ? null : new { code = l.Sources[0], name = l.SourceName ?? l.Sources[0], page = Elsewhere.Web(l.Elsewhere.Page) is { Length: > 0 } page ? page : null },
    };

    public static object Facets(IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> facets) => facets.ToDictionary(f => f.Key, f => f.Value.Select(v => new
    {
        value = v.Value,
        label = FacetWords.Label(f.Key, v.Value, v.Label),
        count = v.Count,
    }));
}
