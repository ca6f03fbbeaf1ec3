using System.Globalization;
using System.Text.RegularExpressions;

namespace Heritage.Standards.Dates;

/// <summary>Years written in figures: alone, in ranges, in days, in decades.</summary>
internal static partial class Years
{
    public static YearSpan? Read(string part)
    {
        YearSpan? span = null;
        var lastBefore = part.LastIndexOf("avjc", StringComparison.Ordinal);
        foreach (Match year in Year().Matches(part))
        {
            // « entre 500 et 450 av. J.-C. »: the words after the last year hold for all those before them.
            var before = year.Index < lastBefore || IsNegative(part, year.Groups["year"].Index);
            var found = ReadOne(year, before);
            span = span is { } a && found is { } b ? a.Union(b) : span ?? found;
        }

        return span ?? Small(part);
    }

    private static YearSpan? ReadOne(Match match, bool before)
    {
        var year = Number(match.Groups["year"].Value);
        if (year is 0 or > 2100)
        {
            return before && year is > 2100 and < 10000 ? new YearSpan(-year, -year) : null;
        }

        if (before)
        {
            return new YearSpan(-year, -year);
        }

        if (match.Groups["decade"].Success && year % 10 == 0)
        {
            return new YearSpan(year, year + 9);
        }

        // « 1850-60 » and « 1939/45 »: the end is short of its century.
        var end = match.Groups["short"].Success ? Number(match.Groups["short"].Value) : 0;
        return end > year % 100 ? new YearSpan(year, year - (year % 100) + end) : new YearSpan(year, year);
    }

    /// <summary>A dash is a minus sign unless it stands after a year (a range) or inside a word.</summary>
    private static bool IsNegative(string part, int at)
    {
        var left = part.AsSpan(0, at).TrimEnd();
        if (left.IsEmpty || left[^1] != '-')
        {
            return false;
        }

        left = left[..^1];
        var tight = left.Length > 0 && char.IsLetterOrDigit(left[^1]);
        left = left.TrimEnd();
        return left.IsEmpty || (!tight && !char.IsDigit(left[^1]) && left[^1] is not ')' and not '.');
    }

    /// <summary>« -50 », « 79 », « 50 av. J.-C. »: one or two figures are a year only when nothing else stands there.</summary>
    private static YearSpan? Small(string part)
    {
        var match = Alone().Match(part);
        var year = match.Success ? Number(match.Groups["year"].Value) : 0;
        year = match.Groups["minus"].Success || match.Groups["before"].Success ? -year : year;
        return year == 0 ? null : new YearSpan(year, year);
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<decade>annees?\s*)?(?<![0-9])(?<year>[0-9]{3,4})(?![0-9])(?:\s?[-/]\s?(?<short>[0-9]{2})(?![0-9/-]))?", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex(@"^\s*(?:vers|avant|apres|en|entre|et)?\s*(?<minus>-\s?)?(?<year>[0-9]{1,2})\s*(?:(?<before>avjc)|ap(?:res)?\.? ?j\.?-? ?c\.?)?\s*(?:vers|avant|apres|entre|et|:.*|\?|\(\s*\?\s*\))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
