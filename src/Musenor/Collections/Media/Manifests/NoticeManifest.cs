using Heritage.Standards.Iiif;
using Heritage.Standards.Joconde;
using Musenor.Collections.Media.Iiif;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Collections.Media.Manifests;

/// <summary>A picture of a notice, and the size of the file that it is served from.</summary>
internal sealed record ManifestImage(NoticeImage Image, int Width, int Height);

/// <summary>A notice as a manifest of the IIIF Presentation API 3.0, from its own words. All addresses come from Site:BaseUrl.</summary>
internal sealed class NoticeManifest(NoticeView view, IReadOnlyList<ManifestImage> images, SiteSettings site)
{
    public const string Context = "http://iiif.io/api/presentation/3/context.json";

    private const int ThumbnailSide = 320;

    private static Texts T => Texts.Of("Collections");

    private string Title => view.Notice.Title.Length > 0 ? view.Notice.Title : view.Ref;

    public static string Address(SiteSettings site, string reference) => Absolute(site, $"/iiif/presentation/3/{Uri.EscapeDataString(reference)}/manifest");

    public Dictionary<string, object> Document()
    {
        var page = Absolute(site, view.Address);
        var document = new Dictionary<string, object>
        {
            ["@context"] = Context,
            ["id"] = Address(site, view.Ref),
            ["type"] = "Manifest",
            ["label"] = LanguageMap.French(Title),
            ["metadata"] = Metadata().ToArray(),
            ["requiredStatement"] = Pair(T["Manifest.Statement"], Statement(images[0].Image)),
            ["provider"] = new[] { Museum() },
            ["thumbnail"] = new[] { Thumbnail(images[0]) },
            ["homepage"] = new[] { Linked(page, "Text", Title, "text/html", "fr") },
            ["rendering"] = new[] { Linked($"{Service(images[0])}/full/max/0/default.jpg", "Image", T["Manifest.Rendering"], "image/jpeg") },
            ["seeAlso"] = new[] { Linked($"{page}.json", "Dataset", T["Notice.Json"], "application/json") },
            ["partOf"] = new[] { new Dictionary<string, object> { ["id"] = ListManifests.Address(site, view.Museum), ["type"] = "Collection" } },
            ["items"] = images.Select((_, i) => Canvas(i)).ToArray(),
        };
        if (Summary() is { Length: > 0 } summary)
        {
            document["summary"] = LanguageMap.French(summary);
        }

        if (Rights() is { } rights)
        {
            document["rights"] = rights;
        }

        return document;
    }

    private string Summary() => view.IsDemo ? T["Notice.DemoText"] : view.Notice["DESC"].Replace('#', '\n');

    // One address for all of them, or none: a picture under another licence says its own on its canvas.
    private string? Rights() => images.Select(i => IiifRights.Of(i.Image.Licence)).Distinct().ToArray() is [{ } one] ? one : null;

    private static string Statement(NoticeImage image) => string.Join(" ", new[]
    {
        image.Credit.Length > 0 ? T["Notice.Credit", image.Credit] + "." : "",
        Licence.IsOpen(image.Licence) ? T["Notice.ImageLicence", image.Licence]
            : image.Licence.Length > 0 ? T["Notice.ImageLicenceOther", image.Licence]
            : T["Notice.ImageLicenceUnknown"],
    }.Where(t => t.Length > 0));

    /// <summary>The public fields under their French labels, lists cut at « ; ».</summary>
    private IEnumerable<object> Metadata()
    {
        foreach (var field in FieldView.Sections(view.Notice).SelectMany(s => s.Fields))
        {
            var text = view.Notice[field.Code].Replace('#', '\n');
            yield return Pair(field.Label, field.Kind == FieldKind.List ? text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text]);
        }

        yield return new Dictionary<string, object> { ["label"] = LanguageMap.French(T["Notice.Reference"]), ["value"] = LanguageMap.None(view.Ref) };
    }

    private Dictionary<string, object> Museum()
    {
        var address = Absolute(site, view.Museum.Url);
        return new()
        {
            ["id"] = address,
            ["type"] = "Agent",
            ["label"] = LanguageMap.French(string.Join(", ", new[] { view.Museum.Name, view.Museum.City }.Where(t => t.Length > 0))),
            ["homepage"] = new[] { Linked(address, "Text", view.Museum.Name, "text/html", "fr") },
        };
    }

    private Dictionary<string, object> Canvas(int index)
    {
        var image = images[index];
        var id = $"{Address(site, view.Ref)}/canvas/{image.Image.Id}";
        var canvas = new Dictionary<string, object>
        {
            ["id"] = id,
            ["type"] = "Canvas",
            ["label"] = LanguageMap.French(T["Notice.ImageOf", index + 1, images.Count]),
            ["width"] = image.Width,
            ["height"] = image.Height,
            ["thumbnail"] = new[] { Thumbnail(image) },
            ["items"] = new[]
            {
                new Dictionary<string, object> { ["id"] = $"{id}/page", ["type"] = "AnnotationPage", ["items"] = new[] { Painting(id, image) } },
            },
        };
        if (image.Image.Alt.Length > 0)
        {
            canvas["summary"] = LanguageMap.French(image.Image.Alt);
        }

        if (index > 0 && Statement(image.Image) is var statement && statement != Statement(images[0].Image))
        {
            canvas["requiredStatement"] = Pair(T["Manifest.Statement"], statement);
        }

        if (Rights() is null && IiifRights.Of(image.Image.Licence) is { } rights)
        {
            canvas["rights"] = rights;
        }

        return canvas;
    }

    private Dictionary<string, object> Painting(string canvas, ManifestImage image)
    {
        var (width, height) = IiifSettings.Limits.Largest(image.Width, image.Height);
        return new()
        {
            ["id"] = $"{canvas}/painting",
            ["type"] = "Annotation",
            ["motivation"] = "painting",
            ["target"] = canvas,
            ["body"] = Shown(image, "max", width, height),
        };
    }

    private Dictionary<string, object> Thumbnail(ManifestImage image)
    {
        var (width, height) = new ImageLimits(ThumbnailSide, ThumbnailSide, long.MaxValue).Largest(image.Width, image.Height);
        return Shown(image, $"{width},{height}", width, height);
    }

    private Dictionary<string, object> Shown(ManifestImage image, string size, int width, int height) => new()
    {
        ["id"] = $"{Service(image)}/full/{size}/0/default.jpg",
        ["type"] = "Image",
        ["format"] = "image/jpeg",
        ["width"] = width,
        ["height"] = height,
        ["service"] = new[] { new Dictionary<string, object> { ["id"] = Service(image), ["type"] = "ImageService3", ["profile"] = ImageInformation.Level } },
    };

    private string Service(ManifestImage image) => ServeImage.Address(site, image.Image.Id);

    private static Dictionary<string, object> Pair(string label, params string[] values) =>
        new() { ["label"] = LanguageMap.French(label), ["value"] = LanguageMap.French(values) };

    private static Dictionary<string, object> Linked(string id, string type, string label, string format, string? language = null)
    {
        var link = new Dictionary<string, object> { ["id"] = id, ["type"] = type, ["label"] = LanguageMap.French(label), ["format"] = format };
        if (language is not null)
        {
            link["language"] = new[] { language };
        }

        return link;
    }

    private static string Absolute(SiteSettings site, string path) => new Uri(site.BaseUrl, path).AbsoluteUri;
}
