using Heritage.Standards.Opening;
using Musenor.Web;

namespace Musenor.Museums.Practical.Editing;

/// <summary>Hours as one text, a line a rule: to compare two versions of them word by word.</summary>
internal static class HoursDigest
{
    private static Texts T => Texts.Of("Museums");

    public static string Of(OpeningHours? hours) => hours is null ? "" : string.Join('\n', Lines(hours).Where(l => l.Length > 0));

    private static IEnumerable<string> Lines(OpeningHours hours) =>
    [
        .. hours.Weeks.SelectMany(w => Week(w, hours.Weeks.Count == 1)),
        .. hours.LateOpenings.Select(Late),
        .. hours.Yearly.Select(Yearly),
        T["Edit.Line", T["Hours.Holidays"], T[$"Edit.Holidays.{hours.PublicHolidays}"]],
        .. hours.Exceptions.Select(Exception),
        .. hours.Works.Select(Works),
        hours.ByAppointment ? T["Hours.ByAppointment"] : "",
        .. hours.Notes,
    ];

    public static string Late(LateOpening late)
    {
        var until = late.Opens is { } opens ? T["Hours.Slot", HoursWords.Time(opens), HoursWords.Time(late.Closes)] : T["Hours.Until", HoursWords.Time(late.Closes)];
        return T["Edit.Line", When(late.When), until];
    }

    public static string Yearly(YearlyRule rule) => T["Edit.Line", T[$"Hours.Yearly.{rule.Effect}"], Joined(When(rule.When), HoursWords.Slots(rule.Slots), rule.Reason)];

    public static string Exception(DatedRule rule)
    {
        var days = rule.From == rule.To ? HoursWords.WeekDay(rule.From) : T["Hours.FromTo", HoursWords.Day(rule.From), HoursWords.Day(rule.To)];
        var effect = rule.Slots.Count > 0 ? HoursWords.Slots(rule.Slots) : T[rule.Effect switch { DayEffect.Closed => "Hours.Closed", DayEffect.Open => "Hours.HolidayOpen", _ => "Hours.DayToCheck" }];
        return T["Edit.Line", days, Joined(effect, rule.Reason)];
    }

    /// <summary>« dimanche : ouvert, heures non précisées ».</summary>
    public static string Day(OpenDay day, IReadOnlyList<Slot> slots) => T["Edit.Line", HoursWords.Name(day), slots.Count > 0 ? HoursWords.Slots(slots) : T["Edit.UntoldHours"]];

    private static IEnumerable<string> Week(Week week, bool isOnly) =>
        week.Days.SelectMany(d => d.On.Select(on => (On: on, d.Slots))).OrderBy(d => d.On).Select(d => Day(d.On, d.Slots)).Prepend(HoursWords.Week(week, isOnly));

    private static string Works(Works works)
    {
        var days = string.Join(' ', new[] { works.From is { } from ? T["Edit.WorksFrom", HoursWords.Day(from)] : "", works.To is { } to ? T["Edit.WorksTo", HoursWords.Day(to)] : "" }.Where(d => d.Length > 0));
        return Joined(T["Hours.Works"], days, works.Reason);
    }

    /// <summary>All that must hold, in words.</summary>
    private static string When(Occasion when)
    {
        var days = string.Join(", ", when.On.Select(HoursWords.Name));
        return Joined(
            days.Length == 0 ? "" : when.Rank is { } rank ? T[$"Hours.Rank.{(rank < 0 ? "Last" : rank)}", days] : T["Hours.Each", days],
            when.Feast is { } feast ? T[$"Feast.{feast}"] : "",
            when.Within is not { } span ? "" : span.From == span.To ? HoursWords.Day(span.From) : HoursWords.Season(span),
            when.Plus == 0 ? "" : T["Edit.Plus", when.Plus]);
    }

    private static string Joined(params string[] words) => string.Join(", ", words.Where(w => w.Length > 0));
}
