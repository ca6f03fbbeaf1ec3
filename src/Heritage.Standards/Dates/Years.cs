using System.Globalization;
using System.Text.RegularExpressions;

namespace Heritage.Standards.Dates;

/// <summary>Years written in figures: alone, in ranges, in days, in decades.</summary>
internal static partial class Years
{
    public static YearSpan? Read(string part)
    {
        YearSpan? span = null;
        foreach (Match year in Year().Matches(part))
        {
            var found = ReadOne(year, part);
            span = span is { } a && found is { } b ? a.Union(b) : span ?? found;
        }

        return span ?? Small(part);
    }

    private static YearSpan? ReadOne(Match match, string part)
    {
        var digits = match.Groups["year"].Value;
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        if (year is 0 or > 2100)
        {
            return null;
        }

        var before = match.Groups["before"].Success || (part.Contains("avjc", StringComparison.Ordinal) && match.Index < part.IndexOf("avjc", StringComparison.Ordinal));
        if (before || match.Groups["minus"].Success)
        {
            return new YearSpan(-year, -year);
        }

        if (match.Groups["decade"].Success && year % 10 == 0)
        {
            return new YearSpan(year, year + 9);
        }

        // « 1850-60 » and « 1939/45 »: the end is short of its century.
        if (match.Groups["short"].Success && int.Parse(match.Groups["short"].Value, CultureInfo.InvariantCulture) is var end && end > year % 100)
        {
            return new YearSpan(year, year - (year % 100) + end);
        }

        return new YearSpan(year, year);
    }

    /// <summary>« -50 », « 79 », « 50 av. J.-C. »: one or two figures are a year only when nothing else stands there.</summary>
    private static YearSpan? Small(string part)
    {
        var match = Alone().Match(part);
        if (!match.Success || int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture) is var year && year == 0)
        {
            return null;
        }

        year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        var signed = match.Groups["minus"].Success || match.Groups["before"].Success ? -year : year;
        return new YearSpan(signed, signed);
    }

    [GeneratedRegex("""
        (?<decade>annees?\s*)?(?<![\d/,.])(?<minus>(?<![\d\w\s)]|(?<=^|[(;,]|\bet|\ba|/)\s{0,3})-\s?)?(?<!\d)(?<year>\d{3,4})(?!\d)
        (?:\s?[-/]\s?(?<short>\d{2})(?![\d/-]))?\s*(?<before>avjc)?
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Year();

    [GeneratedRegex(@"^\s*(?:vers|avant|apres|en|entre|et)?\s*(?<minus>-\s?)?(?<year>\d{1,2})\s*(?:(?<before>avjc)|ap(?:res)?\.? ?j\.?-? ?c\.?)?\s*(?:vers|avant|apres|entre|et|:.*|\?|\(\s*\?\s*\))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
