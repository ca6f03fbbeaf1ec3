using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Museums.Picture;
using Musenor.Museums.Practical;
using Musenor.Web;
using Musenor.Web.Delivery;

namespace Musenor.Museums;

/// <summary>« /musees/{slug} ». A code of Muséofile in its place leads to the museum's address.</summary>
[PublicPage(Also = typeof(MuseumPageFreshness))]
internal sealed class ShowMuseumPage(ShowMuseum show, SiteSettings site) : PageModel
{
    public MuseumRecord Record { get; private set; } = null!;

    public Museum Museum => Record.Museum;

    public async Task<IActionResult> OnGet(string slug, CancellationToken stop)
    {
        if (await show.Run(slug, stop) is not { } record)
        {
            return NotFound();
        }

        if (record.Museum.Slug != slug)
        {
            return RedirectPermanent(record.Museum.Url);
        }

        Record = record;
        return Request.WantsJson() ? new JsonResult(MuseumJson.Of(record, site), MuseumJson.Plain) : Page();
    }

    /// <summary>« Ville (Département), Région », as far as it is known.</summary>
    public string Place
    {
        get
        {
            var place = Museum.Department.Length > 0 && Museum.Department != Museum.City ? $"{Museum.City} ({Museum.Department})" : Museum.City;
            return string.Join(", ", new[] { place, Museum.Region }.Where(p => p.Length > 0));
        }
    }

    public IReadOnlyList<string> Address =>
        [.. new[] { Record["ADRL1_M"], Record["LIEU_M"], $"{Record["CP_M"]} {Museum.City}".Trim() }.Where(line => line.Length > 0)];

    /// <summary>Only when the record itself carries the appellation.</summary>
    public bool IsMuseeDeFrance => Record["LABEL"].Contains("musée de france", StringComparison.OrdinalIgnoreCase) && !Record["LABEL"].Contains("retrait", StringComparison.OrdinalIgnoreCase);

    public string? UpdatedOn => new[] { "DMAJ", "DT_MODIF" }.Select(code => Record[code]).Where(d => d.Length > 0).Select(Day).FirstOrDefault();

    /// <summary>« 26 novembre 2021 », or the source's words when they are no date.</summary>
    public static string Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture) : text;

    /// <summary>A plain map elsewhere, opened by the visitor only.</summary>
    public string? Directions => Museum is { Latitude: { } latitude, Longitude: { } longitude }
        ? string.Create(CultureInfo.InvariantCulture, $"https://www.openstreetmap.org/?mlat={latitude:0.######}&mlon={longitude:0.######}#map=16/{latitude:0.#####}/{longitude:0.#####}")
        : null;

    /// <summary>Short fields, without those that only say the name again.</summary>
    public IEnumerable<(string Code, string Text)> Facts => MuseumFields.All
        .Where(f => f.Kind == FieldKind.Text && Record[f.Code].Length > 0 && !(f.Code == "LABEL" && IsMuseeDeFrance))
        .Select(f => (f.Code, Text: Record[f.Code]))
        .Where(f => !MuseumFields.Names.Contains(f.Code) || !string.Equals(f.Text, Museum.Name, StringComparison.OrdinalIgnoreCase));

    public bool HasPractical => Address.Count > 0 || Facts.Any() || Phone.Length > 0 || Mail.Length > 0 || Record["URL_M"].Length > 0;

    /// <summary>What the museum's own people say counts more than the ministry's file.</summary>
    public string Phone => Record.Practical?.Facts.Phone is { Length: > 0 } phone ? phone : Record["TEL_M"];

    public string Mail => Record.Practical?.Facts.Mail is { Length: > 0 } mail ? mail : Record["CONTACT_GENERIQUE"];

    public bool IsTownPosition => Record["POSITION"] == "commune";

    public object JsonLd()
    {
        var facts = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Museum",
            ["@id"] = new Uri(site.BaseUrl, Museum.Url).AbsoluteUri,
            ["url"] = new Uri(site.BaseUrl, Museum.Url).AbsoluteUri,
            ["name"] = Museum.Name,
            ["address"] = new Dictionary<string, object?>
            {
                ["@type"] = "PostalAddress",
                ["streetAddress"] = Filled(Record["ADRL1_M"]),
                ["postalCode"] = Filled(Record["CP_M"]),
                ["addressLocality"] = Filled(Museum.City),
                ["addressRegion"] = Filled(Museum.Region),
                ["addressCountry"] = "FR",
            }.Where(f => f.Value is not null).ToDictionary(),
            ["telephone"] = Filled(Phone),
            ["sameAs"] = FieldText.WebAddress(Record["URL_M"]),
            ["identifier"] = Museum.MuseofileCode,
            ["image"] = Record.Practical?.Facts.PictureFile is { } picture ? new Uri(site.BaseUrl, MuseumPicture.Address(picture, MuseumPicture.Shown)).AbsoluteUri : null,
            ["openingHoursSpecification"] = Record.Practical is { Hours: { } hours } practical ? OpeningJsonLd.Of(hours, practical.Today) : null,
        };
        if (!IsTownPosition && Museum is { Latitude: { } latitude, Longitude: { } longitude })
        {
            facts["geo"] = new Dictionary<string, object> { ["@type"] = "GeoCoordinates", ["latitude"] = latitude, ["longitude"] = longitude };
        }

        return facts.Where(f => f.Value is not null).ToDictionary();
    }

    private static string? Filled(string text) => text.Length > 0 ? text : null;
}
