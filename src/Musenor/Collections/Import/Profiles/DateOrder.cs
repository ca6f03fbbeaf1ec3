using System.Globalization;
using System.Text.RegularExpressions;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Dates in figures whose order is known: « 3/5/1921 » is the third of May in « j/m/a », the fifth of March in « m/j/a ».</summary>
internal static partial class DateOrder
{
    public static bool Known(string order) => order is "j/m/a" or "m/j/a" or "a/m/j";

    /// <summary>The day as ISO; null for a text that is no date in this order.</summary>
    public static string? Iso(string text, string order)
    {
        // Excel gives real dates as ISO already: they need no order.
        var match = IsIso().Match(text);
        if (!match.Success)
        {
            match = Figures().Match(text);
        }
        else
        {
            order = "a/m/j";
        }

        if (!match.Success)
        {
            return null;
        }

        int Part(char letter) => int.Parse(match.Groups[(order.IndexOf(letter, StringComparison.Ordinal) / 2) + 1].ValueSpan, CultureInfo.InvariantCulture);
        var (year, month, day) = (Part('a'), Part('m'), Part('j'));
        return year is >= 1000 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}")
            : null;
    }

    [GeneratedRegex(@"^\s*(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}.*)?\s*$")]
    private static partial Regex IsIso();

    [GeneratedRegex(@"^\s*(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})\s*$")]
    private static partial Regex Figures();
}
