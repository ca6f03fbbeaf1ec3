using System.Globalization;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Photographs.Download;
using Musenor.Collections.Search;

namespace Musenor.Collections.Notices;

/// <summary>schema.org VisualArtwork of a notice, for search engines. Only what the notice says.</summary>
internal static class NoticeJsonLd
{
    public static Dictionary<string, object> Of(NoticeView view, Uri address)
    {
        var notice = view.Notice;
        var facts = new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "VisualArtwork",
            ["@id"] = address.AbsoluteUri,
            ["url"] = address.AbsoluteUri,
            ["name"] = notice.Title,
            ["identifier"] = view.Ref,
            ["inLanguage"] = "fr",
            ["dateModified"] = view.UpdatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["provider"] = new Dictionary<string, object>
            {
                ["@type"] = "Museum",
                ["name"] = view.Museum.Name,
                ["url"] = new Uri(address, view.Museum.Url).AbsoluteUri,
            },
        };
        void Add(string property, object? value)
        {
            if (value is not (null or "" or string[] { Length: 0 }))
            {
                facts[property] = value;
            }
        }

        Add("creator", notice.Authors.Select(a => new Dictionary<string, object> { ["@type"] = "Person", ["name"] = a.Name }).ToArray() is { Length: > 0 } people ? people : null);
        Add("dateCreated", notice["MILL"] is { Length: > 0 } year ? year : notice["PERI"]);
        Add("artform", notice.Terms("DENO").Concat(notice.Terms("DOMN")).FirstOrDefault());
        Add("artMedium", notice["TECH"]);
        Add("size", notice["DIMS"]);
        Add("description", notice["DESC"]);
        Add("keywords", notice.Subjects.SelectMany(s => s.Terms).Distinct().ToArray());
        Add("image", view.Images.Count > 0 ? view.Images.Select(i => Picture(view, i, address)).ToArray() : null);
        Add("creditText", view.Images.Count > 0 ? Credit(view, view.Images[0]) : null);
        Source(view, Add);
        Add("disambiguatingDescription", view.IsDemo ? "Notice de démonstration : ne décrit aucune œuvre réelle." : null);
        return facts;
    }

    /// <summary>Of a harvested work: who tells it first, and where.</summary>
    private static void Source(NoticeView view, Action<string, object?> add)
    {
        add("isBasedOn", Elsewhere.Web(view.Elsewhere.Page));
        add("sameAs", Elsewhere.Web(view.Elsewhere.Page));
        add("sourceOrganization", view.Source is { } source ? new Dictionary<string, object> { ["@type"] = "Organization", ["name"] = view.SourceName ?? source } : null);
    }

    private static Dictionary<string, object> Picture(NoticeView view, NoticeImage image, Uri address)
    {
        var facts = new Dictionary<string, object>
        {
            ["@type"] = "ImageObject",
            ["url"] = new Uri(address, image.Address(960)).AbsoluteUri,
            ["contentUrl"] = new Uri(address, image.Address(960)).AbsoluteUri,
            ["creditText"] = Credit(view, image),
            ["acquireLicensePage"] = address.AbsoluteUri,
        };
        void Add(string property, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                facts[property] = text;
            }
        }

        Add("license", Licence.Address(image.Licence)?.AbsoluteUri);
        Add("copyrightNotice", image.Licence);
        Add("caption", image.Caption);
        if (image.Photographer.Length > 0)
        {
            facts["creator"] = new Dictionary<string, object> { ["@type"] = "Person", ["name"] = image.Photographer };
        }

        return facts;
    }

    private static string Credit(NoticeView view, NoticeImage image) => image.Kind == "drawn" ? image.Credit : DownloadPicture.Credit(view, image);
}
