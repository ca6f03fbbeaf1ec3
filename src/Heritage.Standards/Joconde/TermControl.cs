using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>What a list thinks of a term.</summary>
public enum TermVerdict
{
    Preferred,

    /// <summary>An alternative form: the preferred one is told.</summary>
    Rejected,

    /// <summary>A preferred form but for its capitals. POP calls it rejected as well.</summary>
    OtherCase,

    /// <summary>A word that groups others in the list and « is not to be used ».</summary>
    NotToUse,
    Unknown,
}

/// <summary>One term of a field, judged.</summary>
/// <param name="List">Id of the list that judged it.</param>
public sealed record TermFinding(string Code, string Term, TermVerdict Verdict, string List);

/// <summary>
/// The control that POP does on ten fields, each value cut as POP cuts it (joconde import of POP, 2024), without its noise: dates, counts,
/// doubts and roles in parentheses are no terms. Warns; never refuses. Fields without a loaded list are not judged.
/// </summary>
public sealed class TermControl
{
    private const int Proposed = 5;
    private readonly Dictionary<string, TermList> _byField = new(StringComparer.Ordinal);

    public TermControl(IEnumerable<TermList> lists)
    {
        // The list of places comes after that of legal terms: where both are loaded, STAT is judged by the fuller one.
        Lists = [.. lists.OrderBy(l => l.Id == "th306" ? 1 : 0).ThenBy(l => l.Id, StringComparer.Ordinal)];
        foreach (var list in Lists)
        {
            foreach (var field in PopVocabulary.Find(list.Id)?.Fields ?? [])
            {
                _byField[field] = list;
            }
        }
    }

    public IReadOnlyList<TermList> Lists { get; }

    public bool IsEmpty => _byField.Count == 0;

    /// <summary>The list of a field; null when none is loaded.</summary>
    public TermList? For(string code) => _byField.GetValueOrDefault(code);

    /// <summary>Every term of a field that its list knows how to judge; preferred ones too, so that coverage can be counted.</summary>
    public IEnumerable<TermFinding> Check(string code, string text)
    {
        if (text.Length == 0 || For(code) is not { } list)
        {
            yield break;
        }

        foreach (var term in TermCut.Of(code, text, list))
        {
            yield return new TermFinding(code, term, Judge(list, term), list.Id);
        }
    }

    /// <summary>What may be written in place of a term that is not preferred, best first.</summary>
    public IReadOnlyList<string> Proposals(TermFinding finding)
    {
        if (For(finding.Code) is not { } list)
        {
            return [];
        }

        return finding.Verdict switch
        {
            TermVerdict.Preferred => [],
            TermVerdict.Rejected => list.PreferredOf(finding.Term),
            TermVerdict.OtherCase => list.OtherCase(finding.Term),
            _ => list.Near(finding.Term, Proposed),
        };
    }

    internal static TermVerdict Judge(TermList list, string term) =>
        list.IsPreferred(term) ? TermVerdict.Preferred
        : list.PreferredOf(term).Count > 0 ? TermVerdict.Rejected
        : list.OtherCase(term).Count > 0 ? TermVerdict.OtherCase
        : list.IsGrouping(term) ? TermVerdict.NotToUse
        : TermVerdict.Unknown;
}

/// <summary>Cuts a field in the terms that a list can judge.</summary>
internal static class TermCut
{
    public static IEnumerable<string> Of(string code, string text, TermList list) => (code switch
    {
        "AUTR" => Authors(text, list),
        // The text of 2014 knows property and acquisition, not who owns or holds.
        "STAT" when list.Id == "STAT" => Legal(text),
        "LOCA" => Pieces(Situation.Parse(text).Place, list),
        _ => Pieces(text, list),
    }).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Authors(string text, TermList list) =>
        Author.Parse(text).Select(a => list.IsPreferred(a.Text) ? a.Text : Folding.Blanks(a.Name)).Where(IsTerm);

    private static IEnumerable<string> Legal(string text) => LegalStatus.Parse(text) is not { } status
        ? []
        : new[] { status.Property }.Concat(status.Acquisitions).OfType<string>().Select(Bare).Where(IsTerm);

    /// <summary>
    /// At « ; » and « # », then, where the whole is not a label, at « , » too; of what stands in parentheses, only what is in the list counts:
    /// the rest is a precision.
    /// </summary>
    private static IEnumerable<string> Pieces(string text, TermList list)
    {
        foreach (var value in Cut.At(text, [';', '#']))
        {
            var whole = Folding.Blanks(value);
            if (list.IsPreferred(whole) || list.PreferredOf(whole).Count > 0)
            {
                yield return whole;
                continue;
            }

            var (outside, inside) = Cut.Parentheses(whole);
            foreach (var piece in Cut.At(outside, [',']).Select(Bare).Where(IsTerm))
            {
                yield return piece;
            }

            foreach (var piece in inside.SelectMany(i => Cut.At(i, [','])).Where(p => TermControl.Judge(list, p) != TermVerdict.Unknown))
            {
                yield return piece;
            }
        }
    }

    /// <summary>Without the precision of 2024, « tasse : à café », nor a parenthesis that never opened or closed.</summary>
    private static string Bare(string piece)
    {
        var colon = piece.IndexOf(" : ", StringComparison.Ordinal);
        return Folding.Blanks(colon > 0 ? piece[..colon] : piece).Trim('?', ' ', ':', '(', ')');
    }

    /// <summary>Counts, doubts and « Non renseigné » are no terms.</summary>
    private static bool IsTerm(string piece) =>
        piece.Any(char.IsLetter) && !piece.Equals("incertain", StringComparison.OrdinalIgnoreCase) && !NotGiven.Is(piece);
}
