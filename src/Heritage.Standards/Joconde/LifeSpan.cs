using System.Globalization;
using System.Text.RegularExpressions;

namespace Heritage.Standards.Joconde;

/// <summary>Years of an author as AUTR gives them: « 1594-1665 », « 17..-1830? », « 1952-.... », « actif 1600-1650 », « né en 1850 ».</summary>
/// <param name="Birth">Null when unknown or not precise to a year.</param>
/// <param name="Death">Null when unknown, not precise, or not come.</param>
/// <param name="IsActivity">The years are those of known work, not of life.</param>
public sealed partial record LifeSpan(int? Birth, int? Death, bool IsActivity)
{
    /// <summary>Null when no year can be read with certainty.</summary>
    public static LifeSpan? Parse(string? dates)
    {
        if (string.IsNullOrWhiteSpace(dates) || dates.Length > 100)
        {
            return null;
        }

        var folded = Text.Folding.Fold(dates);
        var active = folded.Contains("acti", StringComparison.Ordinal) || folded.Contains("connu", StringComparison.Ordinal) || folded.Contains("cit", StringComparison.Ordinal);
        // Two spans (« 1850-1900, actif en 1880 ») say more than one could judge.
        if (folded.Contains("iecle", StringComparison.Ordinal) || folded.Contains(',') || folded.Contains("av", StringComparison.Ordinal))
        {
            return null;
        }

        var ends = Ends().Split(folded);
        if (ends.Length > 2)
        {
            return null;
        }

        var (first, second) = (Sure(ends[0]), ends.Length == 2 ? Sure(ends[1]) : null);
        if (ends.Length == 1 && (folded.StartsWith("mort", StringComparison.Ordinal) || folded.StartsWith('+') || folded.StartsWith('†')))
        {
            (first, second) = (null, first);
        }

        return first is null && second is null ? null : new LifeSpan(first, second, active);
    }

    /// <summary>A whole year without « vers », « avant », « après », « ? » nor dots.</summary>
    private static int? Sure(string end)
    {
        if (end.Contains("..", StringComparison.Ordinal) || end.Contains('?') || Vague().IsMatch(end))
        {
            return null;
        }

        var years = Year().Matches(end);
        return years.Count == 1 ? int.Parse(years[0].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\s*(?:(?<=[0-9?.\s])-(?=[0-9?.\s+]|$|vers|av|ap)|;|/(?![0-9]{2}\b))\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Ends();

    [GeneratedRegex(@"\b(?:vers|avant|apres|ca|circa|env|environ|entre)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();

    [GeneratedRegex(@"(?<![0-9])[0-9]{4}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
