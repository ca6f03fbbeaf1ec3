using System.Text.RegularExpressions;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// Reads the ministry's lists in text (May 2014): one term a line, TAB for each level, « a = b = c » for rejected forms b and c of a,
/// « &lt;a&gt; » for what is not to be used. What stands before the terms (title, date, advice) is left out.
/// </summary>
public static partial class LexiconText
{
    private const int LongestLabel = 200;
    private static readonly System.Buffers.SearchValues<char> Foreign = System.Buffers.SearchValues.Create("/\\{}|@;_$#");

    /// <summary>The terms in their order. Empty when the text is none of these lists.</summary>
    public static IReadOnlyList<ListedTerm> Read(string text)
    {
        if (!IsList(text))
        {
            return [];
        }

        var terms = new List<ListedTerm>();
        var above = new List<(int Depth, int Position)>();
        foreach (var line in Body(text.ReplaceLineEndings("\n").Split('\n')))
        {
            var depth = line.TakeWhile(c => c == '\t').Count();
            var forms = line.Split(" = ").Select(Folding.Blanks).Where(f => f.Length is > 0 and <= LongestLabel).ToList();
            if (forms.Count == 0)
            {
                continue;
            }

            above.RemoveAll(a => a.Depth >= depth);
            var broader = above.Count > 0 ? above[^1].Position : (int?)null;
            var position = terms.Count;
            var (label, barred) = forms[0] is ['<', .. var inner, '>'] ? (inner.Trim(), true) : (forms[0], Numbered().IsMatch(forms[0]));
            terms.Add(new ListedTerm(position, label, barred ? TermKind.Grouping : TermKind.Preferred, null, broader));
            above.Add((depth, position));
            foreach (var other in forms.Skip(1).Select(f => f.Trim('<', '>', ' ')).Where(f => f.Length > 0 && f != label))
            {
                terms.Add(new ListedTerm(terms.Count, other, TermKind.Rejected, position));
            }
        }

        return terms;
    }

    /// <summary>Other texts have lines of code, addresses or columns; a list has words.</summary>
    private static bool IsList(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 && lines.Count(l => l.Length > LongestLabel || l.AsSpan().ContainsAny(Foreign)) * 10 < lines.Length * 3;
    }

    /// <summary>The lines after the head: what touches « Mise à jour », then paragraphs of advice.</summary>
    private static IEnumerable<string> Body(string[] lines)
    {
        var dated = Array.FindIndex(lines, l => l.StartsWith("Mise à jour", StringComparison.OrdinalIgnoreCase));
        var at = dated < 0 ? 0 : dated;
        while (at < lines.Length)
        {
            var end = Array.FindIndex(lines, at, string.IsNullOrWhiteSpace);
            end = end < 0 ? lines.Length : end;
            if (end > at && !(at == dated) && !Advice().IsMatch(lines[at]))
            {
                break;
            }

            at = end + 1;
        }

        return lines.Skip(at).Where(l => !string.IsNullOrWhiteSpace(l));
    }

    [GeneratedRegex(@"^(?:Liste |Mise à jour|Les termes |Important|Ex\s?:|Attention|N\.?B|Remarque|Note)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Advice();

    /// <summary>« I. domaine par support de conservation »: a part of the list.</summary>
    [GeneratedRegex(@"^[IVX]+\s?\.\s", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
