using Heritage.Standards.Identifiers;
using Heritage.Standards.Joconde;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Photographs.Download;
using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Collections.Notices;

/// <summary>A notice as JSON (contract): the source's words under Joconde codes, the parsed parts under their own names.</summary>
internal static class NoticeJson
{
    public static object Of(NoticeView view, SiteSettings site) => new
    {
        @ref = view.Ref,
        url = new Uri(site.BaseUrl, view.Address).AbsoluteUri,
        ark = site.Ark is { } naan ? new Uri(site.BaseUrl, $"/ark:/{naan}/{ArkName.Of(view.Ref)}").AbsoluteUri : null,
        updated_at = view.UpdatedAt.UtcDateTime.ToString(Storage.ValueTypes.InstantFormat, System.Globalization.CultureInfo.InvariantCulture),
        is_demo = view.IsDemo,
        museum = new
        {
            code = view.Museum.MuseofileCode ?? view.Museum.Id,
            name = view.Museum.Name,
            city = view.Museum.City,
            url = new Uri(site.BaseUrl, view.Museum.Url).AbsoluteUri,
        },
        source = view.Source is { } code ? Source(view, code) : null,
        lead = view.Lead,
        fields = view.Notice.Fields.Where(f => !JocondeXml.IsKept(f.Key)).ToDictionary(f => f.Key, f => Value(f.Key, f.Value)),
        title = view.Notice.Title,
        inventory = new { current = view.Notice.Inventory.Current, others = view.Notice.Inventory.Others.Select(o => new { number = o.Number, precision = o.Precision }) },
        authors = view.Notice.Authors.Select(a => new { name = a.Name, dates = a.Dates, role = a.Role, qualifier = a.Qualifier }),
        creation = view.Notice.Creation is { } span ? new { from = span.From, to = span.To } : null,
        techniques = view.Notice.Techniques.Select(t => new { material = t.Material, processes = t.Processes, precision = t.Precision }),
        measures = view.Notice.Measures.Select(m => new { kind = m.Kind, value = m.Value, unit = m.Unit, precision = m.Precision, text = m.Text }),
        subjects = view.Notice.Subjects.Select(s => new { genre = s.Genre, terms = s.Terms }),
        places = view.Notice.Places.Select(p => new { parts = p.Parts, kind = p.Kind }),
        situation = view.Notice.Situation is { Kind: not SituationKind.Present } situation
            ? new { kind = situation.Kind.ToString().ToLowerInvariant(), word = situation.Word }
            : null,
        status = view.Notice.Status is { } status
            ? new { property = status.Property, acquisitions = status.Acquisitions, owner = status.Owner, holder = status.Holder }
            : null,
        images = view.Images.Select(i => Image(view, i, site)),
    };

    /// <summary>A harvested work: who holds it, and what is shown of it there under the rights told there.</summary>
    private static object Source(NoticeView view, string code) => new
    {
        code,
        name = view.SourceName ?? code,
        page = view.Elsewhere.Page.Length > 0 ? view.Elsewhere.Page : null,
        pictures = view.Elsewhere.Pictures,
        manifest = view.Elsewhere.Manifest.Length > 0 ? view.Elsewhere.Manifest : null,
        rights = view.Elsewhere.Rights.Length > 0 ? view.Elsewhere.Rights : null,
    };

    private static object Image(NoticeView view, NoticeImage i, SiteSettings site) => new
    {
        url = new Uri(site.BaseUrl, i.Address(960)).AbsoluteUri,
        width = i.Width,
        height = i.Height,
        id = i.Id,
        caption = i.Caption,
        photographer = i.Photographer,
        credit = i.Kind == "drawn" ? i.Credit : DownloadPicture.Credit(view, i),
        licence = i.Licence,
        licence_url = Licence.Address(i.Licence)?.AbsoluteUri,
        alt = i.Alt,
        kind = i.Kind,
        before = i.BeforeId,
        colours = i.Colours.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => "#" + c),
        downloads = Downloads.Of(i, view.MasterBytes.GetValueOrDefault(i.MasterHash ?? "")).Select(d => new
        {
            size = d.Size,
            width = d.Width,
            height = d.Height,
            bytes = d.Bytes,
            url = new Uri(site.BaseUrl, Downloads.Address(i, d.Size)).AbsoluteUri,
        }),
    };

    // As POP does (joconde.md §2.4): « ; » parts a list, nothing else.
    private static object Value(string code, string text) => JocondeFields.Find(code) is { Kind: FieldKind.List }
        ? text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : text;
}
