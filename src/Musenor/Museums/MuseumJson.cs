using System.Text.Encodings.Web;
using System.Text.Json;
using Musenor.Museums.Practical;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Museums;

/// <summary>The directory for machines: same filters, same order, field names are part of the contract.</summary>
internal static class MuseumJson
{
    /// <summary>é stays é: the answer is never read as HTML.</summary>
    public static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static object Of(MuseumList list, SiteSettings site) => new
    {
        total = list.Total,
        page = list.Query.Page,
        pages = list.Pages,
        museums = list.Shown.Select(l => Line(l.Museum, l.Works, site)),
        facets = list.Facets.Where(f => f.Value.Count > 0 && f.Key != "ville").ToDictionary(f => f.Key, f => f.Value.Select(v => new { value = v.Value, label = v.Label, count = v.Count })),
    };

    public static object Of(MuseumRecord record, SiteSettings site)
    {
        var line = Line(record.Museum, record.Works, site);
        line["updated_at"] = record.Museum.UpdatedAt.ToString(ValueTypes.InstantFormat, System.Globalization.CultureInfo.InvariantCulture);
        line["practical"] = record.Practical is { } practical ? PracticalJson.Of(practical) : null;
        line["fields"] = record.Fields;
        return line;
    }

    public static Dictionary<string, object?> Line(Museum museum, int works, SiteSettings site) => new()
    {
        ["code"] = museum.Id,
        ["slug"] = museum.Slug,
        ["name"] = museum.Name,
        ["city"] = museum.City,
        ["department"] = museum.Department,
        ["region"] = museum.Region,
        ["museofile_code"] = museum.MuseofileCode,
        ["latitude"] = museum.Latitude,
        ["longitude"] = museum.Longitude,
        ["network"] = museum.IsNetwork,
        ["to_complete"] = museum.ToComplete,
        ["works"] = works,
        ["url"] = new Uri(site.BaseUrl, museum.Url).AbsoluteUri,
    };
}
