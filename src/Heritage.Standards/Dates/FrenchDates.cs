using System.Text.RegularExpressions;
using Heritage.Standards.Text;

namespace Heritage.Standards.Dates;

/// <summary>
/// Reads the dates of French museum notices: the centuries of PERI (thesaurus th287), the years of MILL (ministry's export
/// specification of 25/03/2024) and what real files hold besides.
/// </summary>
/// <remarks>
/// The 18th century is 1701–1800 and the 2nd century BC is 200–101 BC. « vers », « avant », « après » and doubts do not widen a
/// year: the words of the source stay beside it. « début » and « fin » are the first and last quarter, « milieu » the two between.
/// </remarks>
public static partial class FrenchDates
{
    /// <summary>The years that the text speaks of, from the first to the last; null when it holds no date. Never throws.</summary>
    public static YearSpan? Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 2000)
        {
            return null;
        }

        var folded = Tidy(Folding.Blanks(Folding.Fold(text)));
        YearSpan? span = null;
        foreach (var part in folded.Split(';', '#'))
        {
            span = Join(span, ParsePart(part));
        }

        return span;
    }

    private static YearSpan? ParsePart(string part)
    {
        if (part.AsSpan().IndexOfAnyInRange('0', '9') < 0 && !part.Contains('v') && !part.Contains('x') && !part.Contains('i'))
        {
            return null;
        }

        YearSpan? span = null;
        var rest = part;
        if (part.Contains("iecle", StringComparison.Ordinal) || part.Contains("mill", StringComparison.Ordinal))
        {
            foreach (Match age in Age().Matches(part))
            {
                span = Join(span, AgeYears.Read(age));
            }

            rest = Age().Replace(part, " ");
        }

        return Join(span, Years.Read(rest));
    }

    private static string Tidy(string folded)
    {
        folded = Dots().Replace(folded, "..");
        return BeforeChrist().Replace(folded, " avjc ");
    }

    private static YearSpan? Join(YearSpan? one, YearSpan? other) =>
        one is { } a && other is { } b ? a.Union(b) : one ?? other;

    [GeneratedRegex(@"\.{3,}|…", RegexOptions.CultureInvariant)]
    private static partial Regex Dots();

    [GeneratedRegex(@"\bav(?:ant|\.)?\s*(?:notre ere|n\.? ?e\.?|j(?:esus|\.)?[\s-]*c(?:hrist|\b\.?))", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeChrist();

    [GeneratedRegex("""
        (?<part>(?:\b(?<rank>1\s*ere?|premiere?|2\s*e?(?:nde?|me|eme)?|seconde?|deuxieme|3\s*e(?:me)?|troisieme|4\s*e(?:me)?|quatrieme|derniere?)\s*(?<size>moitie|quart|tiers)|\b(?<edge>debut|milieu|fin|courant))\s*(?:du|de la|des|-|/|et|ou|\s|[0-9]?(?:er|e)\s(?=quart))*)?
        \b(?<first>[ivxlc]+|[0-9]{1,2})\s*(?:er|ere|eme|e|o)?
        (?:\s*(?:-|/|,|et|ou|a|au)\s*(?:le\s)?(?<last>[ivxlc]+|[0-9]{1,2})\s*(?:er|ere|eme|e)?)?
        \s*(?<unit>siecles?|millenaires?)\s*(?:\(?\s*\?\s*\)?)?\s*(?<before>avjc)?
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Age();
}
