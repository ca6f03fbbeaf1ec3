using System.Globalization;
using Heritage.Standards.Opening;
using Musenor.Web;

namespace Musenor.Museums.Practical;

/// <summary>Opening hours in French sentences: « Ouvert aujourd’hui jusqu’à 18 h ».</summary>
internal static class HoursWords
{
    // « 18 h » never breaks over two lines.
    private const char Hard = '\u00A0';

    private static Texts T => Texts.Of("Museums");

    /// <summary>« 9 h 30 », « 18 h »; midnight that ends a day is « minuit ».</summary>
    public static string Time(TimeOnly time) =>
        time == default ? T["Hours.Midnight"] : time.Minute == 0 ? $"{time.Hour}{Hard}h" : string.Create(CultureInfo.InvariantCulture, $"{time.Hour}{Hard}h{Hard}{time.Minute:00}");

    public static string Slots(IReadOnlyList<Slot> slots)
    {
        var words = slots.Select(s => T["Hours.Slot", Time(s.Opens), Time(s.Closes)]).ToArray();
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} {T["Hours.And"]} {words[^1]}";
    }

    /// <summary>The sentence at the top of the page; null when nothing at all is known.</summary>
    public static string? Status(OpeningStatus status) => status.Kind switch
    {
        StatusKind.Open => T[status.Day == status.Today || status.Time == default(TimeOnly) ? "Hours.Open" : "Hours.OpenTonight", Time(status.Time!.Value)],
        StatusKind.OpensToday => T[status.WasOpenToday ? "Hours.OpensAgain" : "Hours.OpensToday", Time(status.Time!.Value)],
        StatusKind.Closed => Closed(status),
        StatusKind.Works => status.Until is { } until ? T["Hours.WorksUntil", Day(until)] : T["Hours.Works"],
        StatusKind.ByAppointment => T["Hours.ByAppointment"],
        StatusKind.HolidayToCheck => T["Hours.HolidayToCheck"],
        StatusKind.ToCheck => T["Hours.ToCheck"],
        _ => null,
    };

    private static string Closed(OpeningStatus status)
    {
        var closed = T[status.WasOpenToday ? "Hours.ClosedNow" : "Hours.ClosedToday"];
        if (status is not { Day: { } day, Time: { } time })
        {
            return closed;
        }

        var next = day == status.Today.AddDays(1) ? T["Hours.Tomorrow"] : day < status.Today.AddDays(7) ? Name(Occasion.DayOf(day)) : T["Hours.OnDay", Day(day)];
        return T[status.WasOpenToday ? "Hours.OpensAgainOn" : "Hours.OpensOn", closed, next, Time(time)];
    }

    /// <summary>« 1er mai 2026 ».</summary>
    public static string Day(DateOnly day) => $"{(day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture))} {day.ToString("MMMM yyyy", CultureInfo.CurrentCulture)}";

    public static string Day(YearDay day) => $"{(day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture))} {CultureInfo.CurrentCulture.DateTimeFormat.GetMonthName(day.Month)}";

    public static string WeekDay(DateOnly day) => $"{Name(Occasion.DayOf(day))} {Day(day)}";

    public static string Name(OpenDay day) => T[$"Day.{day}"];

    public static string Season(SeasonSpan span) => T["Hours.Season", Day(span.From), Day(span.To)];

    /// <summary>« Du 1er avril au 30 septembre », « Toute l’année », « Le reste de l’année ».</summary>
    public static string Week(Week week, bool isOnly) =>
        week.Seasons.Count == 0 ? T[isOnly ? "Hours.AllYear" : "Hours.OtherDays"] : MuseumFields.Capital(string.Join(", ", week.Seasons.Select(Season)));

    /// <summary>« 1er mai », « du 16 décembre au 14 mars », « lundi de Pâques », or the words that were given.</summary>
    public static string Yearly(YearlyRule rule)
    {
        var words = rule.When switch
        {
            { Plus: not 0 } or { Rank: not null } or { On.Count: > 0 } when rule.Reason.Length > 0 => rule.Reason,
            { Feast: { } feast } => T[$"Feast.{feast}"],
            { Within: { } span } when span.From == span.To => Day(span.From),
            { Within: { } span } => Season(span),
            _ => rule.Reason,
        };
        return rule.Reason.Length > 0 && rule.Reason != words ? $"{words} ({rule.Reason})" : words;
    }

    public static string Late(LateOpening late)
    {
        var days = string.Join(", ", late.When.On.Select(Name));
        var when = late.When.Rank is { } rank ? T[$"Hours.Rank.{(rank < 0 ? "Last" : rank)}", days] : T["Hours.Each", days];
        var season = late.When.Within is { } span ? $", {Season(span)}" : "";
        return late.Opens is { } opens ? $"{when}, {T["Hours.Slot", Time(opens), Time(late.Closes)]}{season}" : $"{when}, {T["Hours.Until", Time(late.Closes)]}{season}";
    }

    /// <summary>« jeudi 24 décembre 2026 », « du 24 décembre 2026 au 2 janvier 2027 », and why.</summary>
    public static string Closure((DateOnly From, DateOnly To, DayPlan Plan) closure)
    {
        var days = closure.From == closure.To ? WeekDay(closure.From) : T["Hours.FromTo", Day(closure.From), Day(closure.To)];
        var why = closure.Plan.Kind == DayKind.Unknown ? T["Hours.DayToCheck"] : closure.Plan.Cause == DayCause.Works ? T["Hours.Works"] : T["Hours.Closed"];
        return $"{days}{Hard}: {char.ToLower(why[0], CultureInfo.CurrentCulture)}{why[1..]}{(closure.Plan.Reason.Length > 0 ? $" ({closure.Plan.Reason})" : "")}";
    }
}
