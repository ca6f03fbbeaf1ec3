using System.Globalization;
using System.Text.RegularExpressions;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>One measure of DIMS.</summary>
/// <param name="Kind">Letter or word of the source: « H », « Longueur », « Pds »; empty when not said.</param>
/// <param name="Value">Null when no number could be read with certainty.</param>
/// <param name="Unit">« cm » when the source says none (ministry's rule); empty for a weight without unit.</param>
/// <param name="Precision">What follows: « avec cadre »; null when nothing does.</param>
/// <param name="Text">The words of the source.</param>
public sealed partial record Measure(string Kind, decimal? Value, string Unit, string? Precision, string Text)
{
    // Beyond it, words; the patterns would be slow.
    private const int LongestMeasure = 400;

    /// <summary>What it measures; null where the letter or word of the source is none of the profession's.</summary>
    public Dimension? Dimension => DimensionLetters.Read(Kind);

    /// <summary>Measures parted by « ; », « # », or by « , » before a letter. Never throws.</summary>
    public static IReadOnlyList<Measure> Parse(string text)
    {
        var measures = new List<Measure>();
        foreach (var piece in Cut.Outside(text, [';', '#']))
        {
            var from = 0;
            foreach (Match comma in CommaBeforeKind().Matches(piece))
            {
                measures.Add(Read(piece[from..comma.Index].Trim()));
                from = comma.Index + 1;
            }

            measures.Add(Read(piece[from..].Trim()));
        }

        measures.RemoveAll(m => m.Text.Length == 0);
        return measures;
    }

    private static Measure Read(string piece)
    {
        // « Dimensions hors tout en cm : H. 25 », « Hauteur (avec cadre) en cm 60 »: what is not kind, number or unit is a precision.
        var said = new List<string>();
        var head = piece.Length > LongestMeasure ? "" : piece.TrimStart('-', ' ');
        if (Before().Match(head) is { Success: true } before)
        {
            said.Add(before.Groups["said"].Value);
            head = before.Groups["measure"].Value;
        }

        head = Inside().Replace(head, match =>
        {
            said.Add(match.Groups["said"].Value);
            return " ";
        });
        var read = KindFirst().Match(head);
        read = read.Success ? read : ValueFirst().Match(head);
        if (!read.Success || !decimal.TryParse(read.Groups["value"].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return new Measure("", null, "", null, piece);
        }

        var kind = read.Groups["kind"].Value.Trim(' ', '.', ':');
        said.Add(read.Groups["rest"].Value);
        var unit = read.Groups["unit"].Value;
        unit = unit.Length > 0 ? unit : said.Select(w => InUnit().Match(w).Groups["unit"].Value).FirstOrDefault(u => u.Length > 0) ?? (IsWeight(kind) ? "" : "cm");
        var precision = string.Join(", ", said.Select(w => InUnit().Replace(w, "").Trim(' ', ':', '(', ')', '.', ',')).Where(w => w.Length > 0));
        return new Measure(kind, value, unit.ToLowerInvariant(), precision.Length == 0 ? null : precision, piece);
    }

    private static bool IsWeight(string kind) => Folding.Fold(kind) is var k && (k.StartsWith("pds", StringComparison.Ordinal) || k.StartsWith("poids", StringComparison.Ordinal));

    [GeneratedRegex(@"^(?<said>[^:0-9()]{3,60}?)\s?:\s?(?<measure>[A-Za-zÀ-ÿ][^:]{0,60}[0-9].*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Before();

    [GeneratedRegex(@"\((?<said>[^()]*)\)(?=[^(]*[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Inside();

    [GeneratedRegex(@"\ben (?<unit>mm|cm|dm|m|kg|g)\b", RegexOptions.CultureInvariant)]
    private static partial Regex InUnit();

    [GeneratedRegex(@",(?=\s*[A-Za-zÀ-ÿ][^,;]{0,40}[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex CommaBeforeKind();

    [GeneratedRegex(@"^(?<kind>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.' ]{0,40}?)[\s.:=]*(?:\ben\s+(?<unit>mm|cm|dm|m|kg|g)\b)?[\s.:=]*(?:(?<unit>mm|cm|kg)\s+)?(?<value>[0-9]{1,9}(?:[.,][0-9]{1,6})?)(?![0-9.,x×])\s*(?<unit>mm|cm|dm|m|kg|g)?(?![A-Za-zÀ-ÿ0-9])(?<rest>(?!\s*[x×]\s*[0-9]).*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex KindFirst();

    [GeneratedRegex(@"^(?<value>[0-9]{1,9}(?:[.,][0-9]{1,6})?)\s*(?<unit>mm|cm|dm|m|kg|g)?\s+(?<kind>[A-Za-zÀ-ÿ]{1,12}[0-9]?)\b(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ValueFirst();
}
