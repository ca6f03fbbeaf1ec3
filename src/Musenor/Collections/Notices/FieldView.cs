using System.Text.RegularExpressions;
using Heritage.Standards.Joconde;
using Musenor.Collections.Search;
using Musenor.Collections.Search.Columns;

namespace Musenor.Collections.Notices;

/// <summary>A stretch of a field's words: plain, or leading to a search or a site; or the end of a line.</summary>
public sealed record Stretch(string Text, string? Address = null, bool IsBreak = false);

/// <summary>
/// The words of a field exactly as the source wrote them, cut where a term can be followed to a search. The ministry's « # » is shown
/// as the line break that it stands for.
/// </summary>
public static partial class FieldView
{
    private const int LongestLine = 600;

    /// <summary>Sections and fields in the order of POP's page; empty ones are left out.</summary>
    public static IEnumerable<(FieldSection Section, IReadOnlyList<JocondeField> Fields)> Sections(JocondeNotice notice) =>
        JocondeFields.All
            .Where(f => f.Public && f.Section != FieldSection.None && f.Code is not ("TITR" or "REF" or "IMG" or "REFIM") && notice[f.Code].Length > 0)
            .GroupBy(f => f.Section)
            .Select(g => (g.Key, (IReadOnlyList<JocondeField>)[.. g]));

    public static IReadOnlyList<Stretch> Of(JocondeNotice notice, string code) => Broken(Linked(notice[code], Terms(notice, code)));

    /// <summary>Long texts are shown by their beginning first: cut at the last blank before the limit, never inside a link.</summary>
    public static (IReadOnlyList<Stretch> Start, IReadOnlyList<Stretch> More) Split(IReadOnlyList<Stretch> all)
    {
        if (all.Sum(s => s.Text.Length) <= LongestLine + 100)
        {
            return (all, []);
        }

        var (length, at) = (0, 0);
        while (length + all[at].Text.Length <= LongestLine)
        {
            length += all[at++].Text.Length;
        }

        var crossing = all[at];
        var left = LongestLine - length;
        var cut = crossing.Address is not null ? 0 : crossing.Text.LastIndexOf(' ', left) is > 0 and var blank ? blank : at > 0 ? 0 : left;
        return (
            [.. all.Take(at), .. cut > 0 ? [crossing with { Text = crossing.Text[..cut] }] : Array.Empty<Stretch>()],
            [crossing with { Text = crossing.Text[cut..] }, .. all.Skip(at + 1)]);
    }

    private static IEnumerable<(string Term, string Address)> Terms(JocondeNotice notice, string code) => code switch
    {
        "DOMN" => In("domaine", notice.Terms(code)),
        "DENO" => In("denomination", notice.Terms(code)),
        "TECH" => In("technique", notice.Terms(code)),
        "PERI" => In("periode", notice.Terms(code)),
        "EPOQ" => In("epoque", notice.Terms(code)),
        "ECOL" => In("ecole", notice.Terms(code)),
        "AUTR" => In("auteur", notice.Authors.Select(a => a.Name)),
        "LIEUX" => In("lieu", notice.Places.SelectMany(p => p.Parts)),
        "REPR" => In("sujet", notice.Subjects.SelectMany(s => s.Terms)),
        "STAT" => In("acquisition", notice.Status?.Acquisitions ?? []),
        _ => Addresses().Matches(notice[code]).Select(m => (m.Value, m.Value)),
    };

    private static IEnumerable<(string, string)> In(string facet, IEnumerable<string> terms) =>
        terms.Where(t => t.Length > 1).Select(t => (t, new SearchState().With(facet, Slug.Of(t)).Address()));

    private static List<Stretch> Linked(string text, IEnumerable<(string Term, string Address)> terms)
    {
        var stretches = new List<Stretch>();
        var at = 0;
        foreach (var (term, address) in terms)
        {
            var found = text.IndexOf(term, at, StringComparison.Ordinal);
            if (found < 0)
            {
                continue;
            }

            stretches.Add(new Stretch(text[at..found]));
            stretches.Add(new Stretch(term, address));
            at = found + term.Length;
        }

        stretches.Add(new Stretch(text[at..]));
        return stretches;
    }

    private static List<Stretch> Broken(List<Stretch> stretches)
    {
        var broken = new List<Stretch>();
        foreach (var stretch in stretches)
        {
            var lines = stretch.Address is null ? stretch.Text.Split(['#', '\n']) : [stretch.Text];
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0)
                {
                    broken.Add(new Stretch("", IsBreak: true));
                }

                if (lines[i].Length > 0)
                {
                    broken.Add(stretch with { Text = lines[i] });
                }
            }
        }

        return broken;
    }

    [GeneratedRegex(@"https?://[^\s;#<>""«»]+[^\s;#<>""«».,)]")]
    private static partial Regex Addresses();
}
