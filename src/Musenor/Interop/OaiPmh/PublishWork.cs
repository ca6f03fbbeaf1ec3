using Heritage.Standards.Edm;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Iiif;
using Musenor.Collections.Media.Manifests;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>A notice on its way out: the one mapping of the portal to what formats for machines tell, whether asked for alone, in a file or by a harvester.</summary>
internal sealed record PublishWork(string Ref, JocondeNotice Notice, Museum Museum, IReadOnlyList<NoticeImage> Images, DateTimeOffset UpdatedAt)
{
    private const string Demonstration = "Notice de démonstration : ne décrit aucune œuvre réelle.";

    public bool IsDemo { get; init; }

    public Elsewhere Elsewhere { get; init; } = Elsewhere.None;

    /// <summary>Not ours: the conditions of its source apply to its words, and nothing is told of them here.</summary>
    public bool IsHarvested { get; init; }

    private bool IsOurs => !IsDemo && !IsHarvested;

    /// <summary>Name of the portal that it was harvested from.</summary>
    public string? SourceName { get; init; }

    /// <param name="terms">The vocabularies that were loaded.</param>
    public PublishedWork Of(SiteSettings site, TermControl terms) => new(Ref, Notice, new Uri(site.BaseUrl, $"/notices/{Uri.EscapeDataString(Ref)}"))
    {
        MuseumName = Museum.Name,
        MuseumCode = Museum.MuseofileCode,
        MuseumPage = new Uri(site.BaseUrl, Museum.Url),
        MuseumPosition = Museum is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude) : null,
        City = Museum.City,
        Department = Museum.Department,
        Region = Museum.Region,
        Provider = site.Name,
        IntermediateProvider = SourceName,
        SourcePage = Address(Elsewhere.Page),
        Warning = IsDemo ? Demonstration : "",
        UpdatedAt = UpdatedAt,
        DataLicence = IsOurs ? Licence.OpenLicence : "",
        DataLicenceAddress = IsOurs ? Licence.Address(Licence.OpenLicence) : null,
        Manifest = Images.Count > 0 ? new Uri(NoticeManifest.Address(site, Ref)) : Address(Elsewhere.Manifest),
        Images = [.. Images.Select(i => Own(i, site)), .. Elsewhere.Pictures.Select(Address).OfType<Uri>().Select(Harvested)],
        Concept = (code, term) => terms.For(code)?.AddressOf(term),
    };

    private static WorkImage Own(NoticeImage image, SiteSettings site)
    {
        var service = ServeImage.Address(site, image.Id);
        return new WorkImage(new Uri($"{service}/full/max/0/default.jpg"), new Uri(service), image.Width, image.Height)
        {
            Credit = image.Credit,
            Photographer = image.Photographer,
            Licence = image.Licence,
            LicenceAddress = Licence.Address(image.Licence),
            Rights = Rights(image.Licence),
            Description = image.Alt,
        };
    }

    /// <summary>A picture that stays at its portal, under the rights that it tells.</summary>
    private WorkImage Harvested(Uri picture) => new(picture, null, 0, 0)
    {
        MediaType = MediaType(picture),
        Licence = Elsewhere.Rights,
        LicenceAddress = Address(Elsewhere.Rights),
        Rights = EdmRules.Statement(Elsewhere.Rights) ?? Rights(Licence.Read(Elsewhere.Rights) ?? (IsOpenLicence(Elsewhere.Rights) ? Licence.OpenLicence : "")),
    };

    /// <summary>What the address of a picture at its portal says; nothing where it says nothing.</summary>
    internal static string MediaType(Uri picture) =>
        Path.GetExtension(picture.AbsolutePath).ToUpperInvariant() switch { ".JPG" or ".JPEG" => "image/jpeg", ".PNG" => "image/png", ".WEBP" => "image/webp", ".TIF" or ".TIFF" => "image/tiff", _ => "" };

    private static bool IsOpenLicence(string rights) => Address(rights) is { Host: "www.etalab.gouv.fr" or "etalab.gouv.fr" };

    private static Uri? Address(string text) => Elsewhere.Web(text) is { Length: > 0 } web ? new Uri(web) : null;

    /// <summary>
    /// The statement that EDM takes for a licence. « Licence Ouverte 2.0 » declares itself compatible with CC BY, which is the only statement of EDM
    /// that asks for as much: to name the author. Unknown rights have none, and the work is not in EDM.
    /// </summary>
    internal static string? Rights(string licence) => licence switch
    {
        Licence.OpenLicence => "http://creativecommons.org/licenses/by/4.0/",
        Licence.Reserved => "http://rightsstatements.org/vocab/InC/1.0/",
        _ => IiifRights.Of(licence),
    };
}
