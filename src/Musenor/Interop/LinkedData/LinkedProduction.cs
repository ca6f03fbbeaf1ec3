using System.Globalization;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Interop.LinkedData;

/// <summary>How a work was made: when, where, by which techniques, and each maker in a part of its own with the role that the notice gives.</summary>
internal static class LinkedProduction
{
    // What the maker looked at, or worked after: somebody else made the work.
    private static readonly string[] Influences = ["apres", "copi", "imitat", "maniere", "genre", "gout", "style", "suite", "inspir", "pastiche", "faussaire", "eleve"];

    private static readonly string[] Groups = ["atelier", "ecole", "entourage", "cercle", "suiveur"];

    public static Dictionary<string, object>[]? Of(JocondeNotice notice)
    {
        var production = new Dictionary<string, object> { ["type"] = "Production" };
        if (Span(notice) is { } span)
        {
            production["timespan"] = span;
        }

        production.Put("took_place_at", notice.Places.Where(p => p.Kind is null || !Folding.Fold(p.Kind).Contains("utilis", StringComparison.Ordinal)).Select(p => LinkedArt.Thing("Place", string.Join(", ", p.Parts))));
        production.Put("technique", LinkedArt.Labels("Type", notice.Techniques.SelectMany(t => t.Processes).Distinct()));
        production.Put("part", notice.Authors.Where(a => a.Name.Length > 0).Select(Part));
        return production.Count > 1 ? [production] : null;
    }

    private static Dictionary<string, object>? Span(JocondeNotice notice)
    {
        if (notice.DateWords.Length == 0)
        {
            return null;
        }

        var span = LinkedArt.Thing("TimeSpan", notice.DateWords);
        span["identified_by"] = new[] { LinkedArt.Words("Name", notice.DateWords, "", "") };
        if (notice.Creation is { } years)
        {
            span["begin_of_the_begin"] = $"{Year(years.From)}-01-01T00:00:00Z";
            span["end_of_the_end"] = $"{Year(years.To)}-12-31T23:59:59Z";
        }

        return span;
    }

    /// <summary>
    /// « D'après », « manière de » say whose work was followed; a workshop, a circle is a group; « attribué à » is somebody's opinion: each is another
    /// statement than « by », and the words of the notice stand beside it. A qualifier that none of these reads stays in words.
    /// </summary>
    private static Dictionary<string, object> Part(Author author)
    {
        var part = new Dictionary<string, object> { ["type"] = "Production" };
        if (author.Role is { Length: > 0 } role)
        {
            part["_label"] = role;
            part.Put("technique", LinkedArt.Labels("Type", [role]));
        }

        var qualifier = Folding.Fold(author.Qualifier ?? "");
        if (qualifier.Length > 0)
        {
            part["referred_to_by"] = new[] { LinkedArt.Words("LinguisticObject", author.Text, "300435436", "Production Statement") };
        }

        if (qualifier.Length == 0)
        {
            part["carried_out_by"] = new[] { Person(author) };
        }
        else if (Says(qualifier, Influences))
        {
            part["influenced_by"] = new[] { Person(author) };
        }
        else if (Says(qualifier, Groups))
        {
            part["carried_out_by"] = new[] { LinkedArt.Thing("Group", author.Text) };
        }
        else if (Says(qualifier, ["attribu"]))
        {
            part["attributed_by"] = new[]
            {
                new Dictionary<string, object> { ["type"] = "AttributeAssignment", ["_label"] = author.Text, ["assigned_property"] = "carried_out_by", ["assigned"] = new[] { Person(author) } },
            };
        }

        return part;
    }

    private static bool Says(string qualifier, string[] words) => Array.Exists(words, w => qualifier.Contains(w, StringComparison.Ordinal));

    private static Dictionary<string, object> Person(Author author)
    {
        var person = LinkedArt.Thing("Person", author.Name);
        person["identified_by"] = new[] { LinkedArt.Words("Name", author.Name, "", "") };
        if (LifeSpan.Parse(author.Dates) is { IsActivity: false } life)
        {
            Put(person, "born", "Birth", life.Birth);
            Put(person, "died", "Death", life.Death);
        }

        return person;
    }

    private static void Put(Dictionary<string, object> person, string property, string type, int? year)
    {
        if (year is { } known)
        {
            person[property] = new Dictionary<string, object>
            {
                ["type"] = type,
                ["timespan"] = new Dictionary<string, object> { ["type"] = "TimeSpan", ["begin_of_the_begin"] = $"{Year(known)}-01-01T00:00:00Z", ["end_of_the_end"] = $"{Year(known)}-12-31T23:59:59Z" },
            };
        }
    }

    // xsd:dateTime counts a year 0 (ISO 8601): 1 BC, -1 for historians, is 0000 there.
    private static string Year(int year) => year > 0 ? year.ToString("D4", CultureInfo.InvariantCulture) : year == -1 ? "0000" : (year + 1).ToString("D4", CultureInfo.InvariantCulture);
}
