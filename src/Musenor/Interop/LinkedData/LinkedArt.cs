using Heritage.Standards.Identifiers;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Web;

namespace Musenor.Interop.LinkedData;

/// <summary>
/// A notice as a HumanMadeObject of Linked Art 1.0 (a profile of CIDOC CRM), from its own words. What the words do not settle is not guessed: terms are
/// labels without an authority, and an author of whom only a name is known stays a name. AAT identifies what the standard asks it for: kinds of
/// names, statements and measures. Parts: <see cref="LinkedProduction"/>, <see cref="LinkedImages"/>.
/// </summary>
internal static class LinkedArt
{
    public const string Context = "https://linked.art/ns/v1/linked-art.json";

    private const string Aat = "http://vocab.getty.edu/aat/";

    public static Dictionary<string, object> Of(NoticeView view, SiteSettings site)
    {
        var notice = view.Notice;
        var title = notice.Title.Length > 0 ? notice.Title : view.Ref;
        var work = Thing("HumanMadeObject", title, new Uri(site.BaseUrl, view.Address).AbsoluteUri);
        work = new Dictionary<string, object> { ["@context"] = Context }.Concat(work).ToDictionary();
        work.Put("classified_as", Labels("Type", notice.Terms("DENO").Concat(notice.Terms("DOMN")).Distinct()));
        work.Put("identified_by", Names(view, title, site));
        work.Put("produced_by", LinkedProduction.Of(notice));
        work.Put("made_of", Labels("Material", notice.Techniques.Select(t => t.Material).Where(m => m.Length > 0).Distinct()));
        work.Put("dimension", notice.Measures.Where(m => m.Value is not null).Select(LinkedMeasure.Of));
        work.Put("referred_to_by", Statements(view));
        work.Put("shows", Shown(view));
        work.Put("current_keeper", Keeper(view, site));
        if (notice.Status?.Owner is { Length: > 0 } owner)
        {
            work["current_owner"] = new[] { Thing("Group", owner) };
        }

        work.Put("representation", LinkedImages.Of(view, site));
        work.Put("subject_of", LinkedImages.Documents(view, site));
        return work;
    }

    public static Dictionary<string, object> Thing(string type, string label, string? id = null)
    {
        var thing = new Dictionary<string, object>();
        if (id is not null)
        {
            thing["id"] = id;
        }

        thing["type"] = type;
        thing["_label"] = label;
        return thing;
    }

    /// <summary>A concept of the Art and Architecture Thesaurus, by its number.</summary>
    public static Dictionary<string, object>[] Concept(string number, string label) => [Thing("Type", label, Aat + number)];

    public static Dictionary<string, object> Words(string type, string content, string number, string kind)
    {
        var words = new Dictionary<string, object> { ["type"] = type };
        if (number.Length > 0)
        {
            var concept = Concept(number, kind);
            if (type == "LinguisticObject")
            {
                // What tells a statement from a document that speaks of the work.
                concept[0]["classified_as"] = Concept("300418049", "Brief Text");
            }

            words["classified_as"] = concept;
        }

        words["content"] = content;
        return words;
    }

    public static void Put(this Dictionary<string, object> thing, string property, IEnumerable<object>? values)
    {
        if (values?.ToArray() is { Length: > 0 } some)
        {
            thing[property] = some;
        }
    }

    public static IEnumerable<Dictionary<string, object>> Labels(string type, IEnumerable<string> labels) => labels.Select(l => Thing(type, l));

    private static IEnumerable<object> Names(NoticeView view, string title, SiteSettings site)
    {
        yield return Words("Name", title, "300404670", "Primary Name");
        foreach (var other in view.Notice.Terms("APPL").Where(t => !t.Equals(title, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Words("Name", other, "", "");
        }

        if (view.Notice.Inventory.Current is { Length: > 0 } number)
        {
            yield return Words("Identifier", number, "300312355", "Accession Number");
        }

        foreach (var old in view.Notice.Inventory.Others)
        {
            yield return Words("Identifier", old.Number, "", "");
        }

        yield return Words("Identifier", view.Ref, "300435704", "System-Assigned Number");
        if (site.Ark is { } naan)
        {
            yield return Words("Identifier", $"ark:/{naan}/{ArkName.Of(view.Ref)}", "300404012", "Unique Identifier");
        }
    }

    private static IEnumerable<object> Statements(NoticeView view)
    {
        foreach (var (code, number, kind) in new[]
        {
            ("TECH", "300435429", "Material Statement"), ("DIMS", "300435430", "Dimension Statement"), ("DESC", "300411780", "Description"),
            ("STAT", "300435439", "Acquisition Statement"), ("INSC", "300435414", "Inscription"), ("LOCA", "", ""),
        })
        {
            if (view.Notice.Line(code) is { Length: > 0 } text)
            {
                yield return Words("LinguisticObject", text, number, kind);
            }
        }

        if (view.IsDemo)
        {
            yield return Words("LinguisticObject", "Notice de démonstration : ne décrit aucune œuvre réelle.", "300027200", "Note");
        }
    }

    private static object[] Shown(NoticeView view)
    {
        var terms = view.Notice.Subjects.SelectMany(s => s.Terms.Prepend(s.Genre)).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (terms.Length == 0)
        {
            return [];
        }

        var content = new Dictionary<string, object> { ["type"] = "VisualItem" };
        content.Put("represents_instance_of_type", Labels("Type", terms));
        return [content];
    }

    /// <summary>As EDM says it: the depositary where the work is deposited, else the museum; nobody when it is missing or stolen.</summary>
    private static object[] Keeper(NoticeView view, SiteSettings site) =>
        view.Notice.Situation.Kind is SituationKind.Missing or SituationKind.Stolen ? []
            : view.Notice.Line("DEPO") is { Length: > 0 } depositary ? [Thing("Group", depositary)]
            : [Museum(view, site)];

    private static Dictionary<string, object> Museum(NoticeView view, SiteSettings site)
    {
        var museum = Thing("Group", view.Museum.City.Length > 0 ? $"{view.Museum.Name}, {view.Museum.City}" : view.Museum.Name, new Uri(site.BaseUrl, view.Museum.Url).AbsoluteUri);
        museum["classified_as"] = Concept("300312281", "Museum");
        if (view.Museum.MuseofileCode is { } code)
        {
            museum["identified_by"] = new[] { Words("Identifier", code, "", "") };
        }

        return museum;
    }
}
