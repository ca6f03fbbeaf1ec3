namespace Heritage.Standards.Opening;

public enum DayKind { Open, Closed, Unknown, ByAppointment }

/// <summary>Which rule settled a day.</summary>
public enum DayCause { Nothing, Exception, Works, Yearly, PublicHoliday, Season, Week }

/// <summary>What the rules say of one date.</summary>
/// <param name="Slots">In order, apart; empty unless open.</param>
/// <param name="Reason">The words entered with the rule, or none.</param>
public sealed record DayPlan(DayKind Kind, DayCause Cause, IReadOnlyList<Slot> Slots, string Reason)
{
    /// <summary>The last day of the works that close this day; null when they have no end or are not the cause.</summary>
    public DateOnly? WorksUntil { get; init; }

    /// <summary>
    /// Applies the order of precedence: exception, works, what comes back every year, public holiday, season, week. A holiday of which
    /// nothing is told is <see cref="DayKind.Unknown"/>, unless the museum is closed in that season anyway.
    /// </summary>
    public static DayPlan For(OpeningHours hours, DateOnly date)
    {
        if (hours.Exceptions.LastOrDefault(e => e.Holds(date)) is { } exception)
        {
            return Ruled(hours, date, exception.Effect, exception.Slots, DayCause.Exception, exception.Reason);
        }

        if (hours.Works.LastOrDefault(w => w.Holds(date)) is { } works)
        {
            return new DayPlan(DayKind.Closed, DayCause.Works, [], works.Reason) { WorksUntil = works.To };
        }

        if (hours.Yearly.LastOrDefault(y => y.When.Holds(date)) is { } yearly)
        {
            return Ruled(hours, date, yearly.Effect, yearly.Slots, DayCause.Yearly, yearly.Reason);
        }

        return Ordinary(hours, date);
    }

    private static DayPlan Ruled(OpeningHours hours, DateOnly date, DayEffect effect, IReadOnlyList<Slot> slots, DayCause cause, string reason) => effect switch
    {
        DayEffect.Closed => new DayPlan(DayKind.Closed, cause, [], reason),
        DayEffect.Unknown => new DayPlan(DayKind.Unknown, cause, [], reason),
        _ when slots.Count > 0 => Open(cause, slots, reason),
        _ => WeekOf(hours, date) is { } week && On(week, Occasion.DayOf(date)) is { Count: > 0 } told
            ? Later(hours, date, Open(cause, told, reason))
            : new DayPlan(DayKind.Unknown, cause, [], reason),
    };

    private static DayPlan Ordinary(OpeningHours hours, DateOnly date)
    {
        if (WeekOf(hours, date) is not { } week)
        {
            return hours.Weeks.Count > 0 ? OutOfSeason(hours, date)
                : Later(hours, date, new DayPlan(hours.ByAppointment ? DayKind.ByAppointment : DayKind.Unknown, DayCause.Nothing, [], ""));
        }

        var cause = week.Seasons.Count > 0 ? DayCause.Season : DayCause.Week;
        if (PublicHolidays.Is(date))
        {
            cause = DayCause.PublicHoliday;
            if (On(week, OpenDay.PublicHoliday) is { } holiday)
            {
                return Later(hours, date, Told(holiday, cause));
            }

            if (hours.PublicHolidays != HolidayRule.Open)
            {
                return new DayPlan(hours.PublicHolidays == HolidayRule.Closed ? DayKind.Closed : DayKind.Unknown, cause, [], "");
            }
        }

        return Later(hours, date, On(week, Occasion.DayOf(date)) is { } slots ? Told(slots, cause) : new DayPlan(DayKind.Closed, cause, [], ""));
    }

    /// <summary>
    /// Closed. A late opening with its own hours and no dates of its own (« premier jeudi du mois de 18h à 22h ») does not say whether it goes
    /// on out of season: that day must be asked for.
    /// </summary>
    private static DayPlan OutOfSeason(OpeningHours hours, DateOnly date) =>
        hours.LateOpenings.Any(l => l.When.Within is null && l.When.Holds(date))
            ? new DayPlan(DayKind.Unknown, DayCause.Season, [], "")
            : Later(hours, date, new DayPlan(DayKind.Closed, DayCause.Season, [], ""));

    /// <summary>The week that holds: the last entered of those with a season that covers the date, else the ordinary one.</summary>
    private static Week? WeekOf(OpeningHours hours, DateOnly date) =>
        hours.Weeks.LastOrDefault(w => w.Seasons.Count > 0 && w.Holds(date)) ?? hours.Weeks.LastOrDefault(w => w.Seasons.Count == 0);

    private static IReadOnlyList<Slot>? On(Week week, OpenDay day) => week.Days.LastOrDefault(d => d.On.Contains(day))?.Slots;

    private static DayPlan Told(IReadOnlyList<Slot> slots, DayCause cause) =>
        slots.Count > 0 ? Open(cause, slots, "") : new DayPlan(DayKind.Unknown, cause, [], "");

    private static DayPlan Open(DayCause cause, IReadOnlyList<Slot> slots, string reason) =>
        new(DayKind.Open, cause, [.. slots.OrderBy(s => s.Start)], reason);

    /// <summary>Adds late openings. One that only lengthens a day can say nothing of a closed one: that day must be asked for.</summary>
    private static DayPlan Later(OpeningHours hours, DateOnly date, DayPlan plan)
    {
        foreach (var late in hours.LateOpenings.Where(l => l.When.Holds(date)))
        {
            if (plan.Kind == DayKind.Unknown)
            {
                return plan;
            }

            if (late.Opens is { } opens)
            {
                plan = Open(plan.Cause, Joined([.. plan.Slots, new Slot(opens, late.Closes)]), "");
            }
            else if (plan.Slots.Count == 0)
            {
                return new DayPlan(DayKind.Unknown, plan.Cause, [], "");
            }
            else
            {
                plan = plan with { Slots = Lengthened(plan.Slots, late.Closes) };
            }
        }

        return plan;
    }

    private static IReadOnlyList<Slot> Lengthened(IReadOnlyList<Slot> slots, TimeOnly closes)
    {
        var last = slots[^1];
        var longer = last with { Closes = closes };
        return longer.End > last.End ? [.. slots.Take(slots.Count - 1), longer] : slots;
    }

    /// <summary>Slots that touch or overlap become one.</summary>
    private static List<Slot> Joined(IEnumerable<Slot> slots)
    {
        var joined = new List<Slot>();
        foreach (var slot in slots.OrderBy(s => s.Start))
        {
            if (joined.Count > 0 && slot.Start <= joined[^1].End)
            {
                joined[^1] = slot.End > joined[^1].End ? joined[^1] with { Closes = slot.Closes } : joined[^1];
            }
            else
            {
                joined.Add(slot);
            }
        }

        return joined;
    }
}
