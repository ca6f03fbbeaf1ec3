namespace Heritage.Standards.Opening;

/// <summary>
/// The eleven public holidays of France (code du travail, L3133-1). Written here rather than taken from a package: this library has no
/// dependency, the list has not moved since 1982, and « lundi de Pâques » in a museum's words needs the date of Easter anyway.
/// </summary>
public static class PublicHolidays
{
    private static readonly (int Month, int Day)[] Fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

    private static readonly Feast[] Moving = [Feast.EasterMonday, Feast.Ascension, Feast.WhitMonday];

    public static bool Is(DateOnly date) => Fixed.Contains((date.Month, date.Day)) || Moving.Any(f => Day(f, date.Year) == date);

    /// <summary>In the order of the calendar. A day that two holidays share (Ascension on 8 May) comes once.</summary>
    public static IEnumerable<DateOnly> In(int year) =>
        Fixed.Select(d => new DateOnly(year, d.Month, d.Day)).Concat(Moving.Select(f => Day(f, year))).Distinct().Order();

    /// <summary>The day of a moving feast.</summary>
    public static DateOnly Day(Feast feast, int year) => Easter(year).AddDays((int)feast);

    /// <summary>Gregorian computus (Meeus, Jones and Butcher), for any year from 1583.</summary>
    public static DateOnly Easter(int year)
    {
        var golden = year % 19;
        var (century, rest) = (year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var week = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - moon - (rest % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * week)) / 451;
        var days = moon + week - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}
