using System.Globalization;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
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

        Makers(notice, Add);
        Add("dateCreated", notice["MILL"] is { Length: > 0 } year ? year : notice["PERI"]);
        Add("artform", notice.Terms("DENO").Concat(notice.Terms("DOMN")).FirstOrDefault());
        Add("artMedium", notice["TECH"]);
        Add("size", notice["DIMS"]);
        Add("description", notice["DESC"]);
        Add("keywords", notice.Subjects.SelectMany(s => s.Terms).Distinct().ToArray());
        Add("image", view.Images.Select(i => Picture(view, i, address)).Concat(view.Elsewhere.PictureAddresses.Select(p => There(view.Elsewhere, p))).ToArray() is { Length: > 0 } pictures ? pictures : null);
        Add("creditText", view.Images.Count > 0 ? Credit(view, view.Images[0]) : null);
        Source(view, Add);
        Add("disambiguatingDescription", Notes(view) is { Length: > 0 } notes ? string.Join(" ; ", notes) : null);
        return facts;
    }

    private static void Makers(JocondeNotice notice, Action<string, object?> add)
    {
        var makers = notice.Authors.Where(a => a.Qualifier is null).ToLookup(WorkWords.IsContributor);
        add("creator", People(makers[false]));
        add("contributor", People(makers[true]));
    }

    private static Dictionary<string, object>[]? People(IEnumerable<Author> authors) => authors.Select(Person).ToArray() is { Length: > 0 } people ? people : null;

    private static Dictionary<string, object> Person(Author author)
    {
        var person = new Dictionary<string, object> { ["@type"] = "Person", ["name"] = author.Name };
        if (author.Role is { Length: > 0 } role)
        {
            person["hasOccupation"] = new Dictionary<string, object> { ["@type"] = "Occupation", ["name"] = role };
        }

        return person;
    }

    /// <summary>« D'après », « atelier de » are no property of schema.org: whoever is named so did not make the work, and stays in words.</summary>
    private static string[] Notes(NoticeView view) =>
    [
        .. view.IsDemo ? ["Notice de démonstration : ne décrit aucune œuvre réelle."] : Array.Empty<string>(),
        .. view.Notice.Authors.Where(a => a.Qualifier is not null).Select(WorkWords.Named),
    ];

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

    /// <summary>A picture that stays at its source, under the rights that it tells.</summary>
    private static Dictionary<string, object> There(Elsewhere elsewhere, string picture)
    {
        var facts = new Dictionary<string, object> { ["@type"] = "ImageObject", ["url"] = picture, ["contentUrl"] = picture };
        if (Elsewhere.Web(elsewhere.Page) is { Length: > 0 } page)
        {
            facts["acquireLicensePage"] = page;
        }

        if (elsewhere.Rights.Length > 0)
        {
            facts[Elsewhere.Web(elsewhere.Rights).Length > 0 ? "license" : "copyrightNotice"] = elsewhere.Rights;
        }

        return facts;
    }

    private static string Credit(NoticeView view, NoticeImage image) => image.Kind == "drawn" ? image.Credit : DownloadPicture.Credit(view, image);
}
