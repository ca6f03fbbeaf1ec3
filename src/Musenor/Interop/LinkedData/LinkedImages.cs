using Musenor.Collections.Media;
using Musenor.Collections.Media.Iiif;
using Musenor.Collections.Media.Manifests;
using Musenor.Collections.Media.Photographs.Download;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Interop.OaiPmh;
using Musenor.Web;

namespace Musenor.Interop.LinkedData;

/// <summary>The pictures of a work with their image service, credit and licence; its page and its manifest.</summary>
internal static class LinkedImages
{
    private const string ImageApi = "http://iiif.io/api/image/3";

    /// <summary>Those of the portal, then those that stay at the source of a harvested work.</summary>
    public static IEnumerable<object> Of(NoticeView view, SiteSettings site) => view.Images.Select(i => Picture(view, i, site)).Concat(view.Elsewhere.PictureAddresses.Select(p => There(p, view.Elsewhere.Rights)))
        .Select(picture => new Dictionary<string, object> { ["type"] = "VisualItem", ["digitally_shown_by"] = new[] { picture } });

    public static IEnumerable<object> Documents(NoticeView view, SiteSettings site)
    {
        var page = new Uri(site.BaseUrl, view.Address).AbsoluteUri;
        yield return Carried(new Dictionary<string, object>
        {
            ["type"] = "DigitalObject",
            ["_label"] = "Page de la notice",
            ["classified_as"] = LinkedArt.Concept("300264578", "Web Page"),
            ["format"] = "text/html",
            ["access_point"] = Point(page),
        });
        if (Elsewhere.Web(view.Elsewhere.Page) is { Length: > 0 } there)
        {
            yield return Carried(new Dictionary<string, object>
            {
                ["type"] = "DigitalObject",
                ["_label"] = $"Page de la notice : {view.SourceName ?? view.Source}",
                ["classified_as"] = LinkedArt.Concept("300264578", "Web Page"),
                ["format"] = "text/html",
                ["access_point"] = Point(there),
            });
        }

        if ((view.Images.Count > 0 ? NoticeManifest.Address(site, view.Ref) : Elsewhere.Web(view.Elsewhere.Manifest)) is { Length: > 0 } manifest)
        {
            yield return Carried(new Dictionary<string, object>
            {
                ["type"] = "DigitalObject",
                ["_label"] = "Manifeste IIIF",
                ["format"] = $"application/ld+json;profile=\"{NoticeManifest.Context}\"",
                ["conforms_to"] = new[] { new Dictionary<string, object> { ["id"] = "http://iiif.io/api/presentation/3", ["type"] = "InformationObject" } },
                ["access_point"] = Point(manifest),
            });
        }
    }

    private static Dictionary<string, object> Carried(Dictionary<string, object> document) => new() { ["type"] = "LinguisticObject", ["digitally_carried_by"] = new[] { document } };

    private static Dictionary<string, object>[] Point(string address) => [new() { ["id"] = address, ["type"] = "DigitalObject" }];

    private static Dictionary<string, object> Picture(NoticeView view, NoticeImage image, SiteSettings site)
    {
        var service = ServeImage.Address(site, image.Id);
        var picture = new Dictionary<string, object>
        {
            ["type"] = "DigitalObject",
            ["classified_as"] = LinkedArt.Concept("300215302", "Digital Image"),
            ["format"] = "image/webp",
            ["access_point"] = Point(new Uri(site.BaseUrl, image.Address(960)).AbsoluteUri),
            ["digitally_available_via"] = new[]
            {
                new Dictionary<string, object>
                {
                    ["type"] = "DigitalService", ["access_point"] = Point(service),
                    ["conforms_to"] = new[] { new Dictionary<string, object> { ["id"] = ImageApi, ["type"] = "InformationObject" } },
                },
            },
        };
        if (image.Alt.Length > 0)
        {
            picture["_label"] = image.Alt;
        }

        var credit = image.Kind == "drawn" ? image.Credit : DownloadPicture.Credit(view, image);
        if (credit.Length > 0)
        {
            picture["referred_to_by"] = new[] { LinkedArt.Words("LinguisticObject", credit, "300026687", "Credit Statement") };
        }

        if (image.Licence.Length > 0)
        {
            picture["subject_to"] = new[] { Right(image.Licence) };
        }

        return picture;
    }

    private static Dictionary<string, object> There(string address, string rights)
    {
        var picture = new Dictionary<string, object> { ["type"] = "DigitalObject", ["classified_as"] = LinkedArt.Concept("300215302", "Digital Image"), ["access_point"] = Point(address) };
        if (PublishWork.MediaType(new Uri(address)) is { Length: > 0 } format)
        {
            picture["format"] = format;
        }

        if (rights.Length > 0)
        {
            picture["subject_to"] = new[] { Right(rights) };
        }

        return picture;
    }

    private static Dictionary<string, object> Right(string licence)
    {
        var right = new Dictionary<string, object> { ["type"] = "Right", ["_label"] = licence };
        if ((IiifRights.Of(licence) ?? Licence.Address(licence)?.AbsoluteUri ?? Elsewhere.Web(licence)) is { Length: > 0 } address)
        {
            right["classified_as"] = new[] { LinkedArt.Thing("Type", licence, address) };
        }

        return right;
    }
}
