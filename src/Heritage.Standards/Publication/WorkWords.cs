using System.Globalization;
using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Heritage.Standards.Publication;

/// <summary>What several formats read in the same way in the words of a notice.</summary>
public static class WorkWords
{
    // Authors in these roles had a hand in the work without making it.
    private static readonly string[] Contributing = ["editeur", "imprimeur", "graveur d'apres", "commanditaire", "collectionneur", "inspirateur", "diffuseur", "fondeur", "lithographe imprimeur"];

    /// <summary>
    /// The title; for an object without one, what it is and what it shows or who made it: « Assiette – décor floral », « Tableau – Dupont Jean ».
    /// </summary>
    public static string Title(JocondeNotice notice, string reference)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var title = notice.Title;
        if (title.Length == 0)
        {
            return reference;
        }

        if (HasTitle(notice))
        {
            return title;
        }

        var more = notice.Subjects.Select(s => s.Terms.Count > 0 ? s.Terms[0] : s.Genre).FirstOrDefault(t => t.Length > 0) ?? notice.Authors.Select(a => a.Name).FirstOrDefault(n => n.Length > 0);
        return more is null ? title : $"{title} – {Folding.Blanks(more.Replace('#', ' '))}";
    }

    /// <summary>False where the title is made by us.</summary>
    public static bool HasTitle(JocondeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice["TITR"] is { Length: > 0 } title && !string.IsNullOrWhiteSpace(title) && !NotGiven.Is(title);
    }

    /// <summary>The other titles of a work that has several: « La vue ; Vue de Lille : ancien titre ».</summary>
    public static IEnumerable<string> OtherTitles(JocondeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return Cut.Outside(notice["TITR"], [';']).Skip(1).Select(t => string.Join(" — ", Cut.At(t, ['#'])));
    }

    /// <summary>True for an author who had a hand in the work without making it: publisher, engraver after another…</summary>
    public static bool IsContributor(Author author)
    {
        ArgumentNullException.ThrowIfNull(author);
        return author.Role is { } role && Array.Exists(Contributing, c => Folding.Fold(role).Contains(c, StringComparison.Ordinal));
    }

    /// <summary>« Dupont, Jean (1801-1850) ; d'après » as one line: name, dates, qualifier.</summary>
    public static string Named(Author author)
    {
        ArgumentNullException.ThrowIfNull(author);
        var qualifier = author.Qualifier is { } q ? $" ({q})" : "";
        return author.Dates is { } dates ? $"{author.Name} ({dates}){qualifier}" : author.Name + qualifier;
    }

    /// <summary>« 1801/1900 », « 1832 » (W3CDTF, period by ISO 8601); before our era « -0200/-0101 ».</summary>
    public static string Years(YearSpan span) => span.From == span.To ? Year(span.From) : $"{Year(span.From)}/{Year(span.To)}";

    /// <summary>Four figures, a sign before our era.</summary>
    public static string Year(int year) => (year < 0 ? "-" : "") + Math.Abs(year).ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>Materials, each with what was done to it: « toile, peinture à l'huile ».</summary>
    public static IEnumerable<string> Techniques(JocondeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Techniques.Select(t => string.Join(", ", t.Processes.Prepend(t.Material)));
    }

    /// <summary>Measures one by one, in the words of the source; the unit that stands at the end of the list is said with each: « H. 24 ; L. 30.5 cm ».</summary>
    public static IEnumerable<string> Measures(JocondeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Measures.Select(m => m.Value is not null && m.Kind.Length > 0 && m.Unit.Length > 0 && char.IsAsciiDigit(m.Text[^1]) && !m.Text.Contains(m.Unit, StringComparison.OrdinalIgnoreCase) ? $"{m.Text} {m.Unit}" : m.Text);
    }

    /// <summary>The terms represented: those of each group, or its genre where it stands alone.</summary>
    public static IEnumerable<string> Subjects(JocondeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Subjects.SelectMany(s => s.Terms.Prepend(s.Genre)).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The distinct places of making and use, in words.</summary>
    public static IEnumerable<string> Places(JocondeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Places.Select(p => string.Join(", ", p.Parts)).Concat(notice.Terms("GEOHI")).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);
    }
}
