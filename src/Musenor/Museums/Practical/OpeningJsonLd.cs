using System.Globalization;
using Heritage.Standards.Opening;

namespace Musenor.Museums.Practical;

/// <summary>schema.org openingHoursSpecification: the weeks, and the closures of the coming two months.</summary>
internal static class OpeningJsonLd
{
    public static IReadOnlyList<object> Of(OpeningHours hours, DateOnly today)
    {
        var found = new List<object>();
        foreach (var week in hours.Weeks)
        {
            foreach (var (from, through) in week.Seasons.Count == 0 ? [((DateOnly?)null, (DateOnly?)null)] : week.Seasons.Select(s => Coming(s, today)))
            {
                found.AddRange(week.Days.SelectMany(d => d.Slots.Select(s => Specification([.. d.On.Select(Day)], s.Opens, s.Closes, from, through))));
            }
        }

        // Closed: opening and closing at the same time. A day that must be checked is not told at all.
        found.AddRange(OpeningStatus.Closures(hours, today).Where(c => c.Plan.Kind == DayKind.Closed).Select(c => Specification(null, default, default, c.From, c.To)));
        return found;
    }

    private static object Specification(string[]? days, TimeOnly opens, TimeOnly closes, DateOnly? from, DateOnly? through) => new Dictionary<string, object?>
    {
        ["@type"] = "OpeningHoursSpecification",
        ["dayOfWeek"] = days,
        ["opens"] = opens.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["closes"] = closes == default && days is not null ? "23:59" : closes.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["validFrom"] = from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["validThrough"] = through?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.Where(f => f.Value is not null).ToDictionary();

    private static string Day(OpenDay day) => day == OpenDay.PublicHoliday ? "https://schema.org/PublicHolidays" : $"https://schema.org/{day}";

    /// <summary>The season that runs, or the next one.</summary>
    private static (DateOnly? From, DateOnly? Through) Coming(SeasonSpan season, DateOnly today)
    {
        for (var year = today.Year - 1; ; year++)
        {
            var through = On(season.To, season.From <= season.To ? year : year + 1);
            if (through >= today)
            {
                return (On(season.From, year), through);
            }
        }
    }

    private static DateOnly On(YearDay day, int year) => new(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)));
}
