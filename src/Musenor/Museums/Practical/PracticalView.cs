using System.Globalization;
using Heritage.Standards.Opening;
using Musenor.Web;

namespace Musenor.Museums.Practical;

/// <summary>The practical page of one museum at one moment: what its template shows, in words.</summary>
public sealed class PracticalView
{
    private const int ClosuresShown = 6;
    private static readonly OpenDay[] WeekDays = [.. Enum.GetValues<OpenDay>()];

    public PracticalView(PracticalFacts facts, OpeningHours? hours, DateTimeOffset now)
    {
        (Facts, Hours) = (facts, hours);
        Today = ParisDay.Of(now);
        Status = hours is null ? null : OpeningStatus.At(hours, now, ParisDay.Zone);
        Closures = hours is null ? [] : [.. OpeningStatus.Closures(hours, Today).Take(ClosuresShown)];
    }

    public PracticalFacts Facts { get; }

    public OpeningHours? Hours { get; }

    /// <summary>The date in Paris.</summary>
    public DateOnly Today { get; }

    public OpeningStatus? Status { get; }

    /// <summary>« Ouvert aujourd’hui jusqu’à 18 h »; null when nobody can tell.</summary>
    public string? Sentence => Status is null ? null : HoursWords.Status(Status);

    public IReadOnlyList<(DateOnly From, DateOnly To, DayPlan Plan)> Closures { get; }

    public bool HasHours => Facts.HoursState != "none";

    public bool HasAccess => Facts.Access.Any();

    public bool HasAccessibility => Facts.Accessibility.Any(a => a.Level != "unknown" || a.Text.Length > 0);

    public bool HasPrices => Facts.Prices.Length > 0 || Facts.FreeDays.Length > 0;

    public bool HasVisits => Facts.GroupsText.Length > 0 || Facts.SchoolsText.Length > 0 || Facts.ServicesText.Length > 0;

    /// <summary>Hours that nobody confirmed for a year, or ever, are shown with a warning.</summary>
    public bool IsUnconfirmed => HasHours && (Facts.ConfirmedOn is not { } day || day < Today.AddMonths(-12));

    public string? Confirmed => Facts.ConfirmedOn is { } day ? Texts.Of("Museums")["Hours.ConfirmedOn", HoursWords.Day(day)] : null;

    /// <summary>One table a week: its season, then each day with its hours.</summary>
    public IEnumerable<(string Caption, IEnumerable<(string Day, string Slots)> Rows)> Tables() =>
        Hours is null ? [] : Hours.Weeks.Select(w => (HoursWords.Week(w, Hours.Weeks.Count == 1), Rows(w)));

    private IEnumerable<(string Day, string Slots)> Rows(Week week)
    {
        var t = Texts.Of("Museums");
        foreach (var day in WeekDays)
        {
            var told = week.Days.LastOrDefault(d => d.On.Contains(day));
            var untold = day == OpenDay.PublicHoliday && Hours!.PublicHolidays != HolidayRule.Closed ? t[Hours.PublicHolidays == HolidayRule.Open ? "Hours.HolidayOpen" : "Hours.DayToCheck"] : t["Hours.Closed"];
            yield return (HoursWords.Name(day), told is null ? untold : told.Slots.Count == 0 ? t["Hours.DayToCheck"] : HoursWords.Slots(told.Slots));
        }
    }

    /// <summary>What comes back every year, closed days first.</summary>
    public IEnumerable<(string Label, string Words)> Yearly()
    {
        var t = Texts.Of("Museums");
        foreach (var effect in new[] { DayEffect.Closed, DayEffect.Open, DayEffect.Unknown })
        {
            var rules = (Hours?.Yearly ?? []).Where(y => y.Effect == effect).Select(HoursWords.Yearly).Where(w => w.Length > 0).Distinct().ToArray();
            if (rules.Length > 0)
            {
                yield return (t[$"Hours.Yearly.{effect}"], string.Join(", ", rules));
            }
        }
    }

    /// <summary>Changes exactly when what the page says of the hours changes.</summary>
    public static string Stamp(OpeningHours? hours, DateTimeOffset now)
    {
        var today = ParisDay.Of(now);
        var status = hours is null ? null : OpeningStatus.At(hours, now, ParisDay.Zone);
        return string.Create(CultureInfo.InvariantCulture, $"{today:yyyy-MM-dd} {status?.Kind} {status?.Day:yyyy-MM-dd} {status?.Time:HH\\:mm} {status?.WasOpenToday}");
    }
}
