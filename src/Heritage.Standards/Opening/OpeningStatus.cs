namespace Heritage.Standards.Opening;

public enum StatusKind
{
    /// <summary>Open until <see cref="OpeningStatus.Time"/> of <see cref="OpeningStatus.Day"/>.</summary>
    Open,

    /// <summary>Closed for the moment, opens today at <see cref="OpeningStatus.Time"/>.</summary>
    OpensToday,

    /// <summary>Closed until <see cref="OpeningStatus.Day"/>, or nothing known ahead when that is null.</summary>
    Closed,

    /// <summary>Closed for works, until <see cref="OpeningStatus.Until"/> where it is known.</summary>
    Works,

    ByAppointment,

    /// <summary>A public holiday of which the museum said nothing: visitors must ask.</summary>
    HolidayToCheck,

    /// <summary>Something is told of this day, not its hours.</summary>
    ToCheck,

    /// <summary>Nothing is told at all.</summary>
    Unknown,
}

/// <summary>What to tell a visitor at one instant.</summary>
/// <param name="Kind">Which sentence.</param>
/// <param name="Today">The date at the museum's place.</param>
public sealed record OpeningStatus(StatusKind Kind, DateOnly Today)
{
    // Nobody plans further, and a museum that never opens must not be searched for ever.
    private const int DaysAhead = 370;

    /// <summary>Closing or opening time on the wall.</summary>
    public TimeOnly? Time { get; init; }

    /// <summary>The day of <see cref="Time"/>.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The museum was open earlier today: « rouvre », and not « fermé aujourd'hui ».</summary>
    public bool WasOpenToday { get; init; }

    public DateOnly? Until { get; init; }

    public string Reason { get; init; } = "";

    /// <param name="zone">The place's own zone: Europe/Paris.</param>
    public static OpeningStatus At(OpeningHours hours, DateTimeOffset instant, TimeZoneInfo zone)
    {
        var wall = new WallClock(zone);
        var today = wall.DateOf(instant);
        if (Running(hours, today, instant, wall) is { } running)
        {
            return running with { Today = today };
        }

        var plan = DayPlan.For(hours, today);
        switch (plan)
        {
            case { Kind: DayKind.Unknown }:
                return new OpeningStatus(plan.Cause switch { DayCause.PublicHoliday => StatusKind.HolidayToCheck, DayCause.Nothing => StatusKind.Unknown, _ => StatusKind.ToCheck }, today) { Reason = plan.Reason };
            case { Kind: DayKind.ByAppointment }:
                return new OpeningStatus(StatusKind.ByAppointment, today);
            case { Cause: DayCause.Works }:
                return new OpeningStatus(StatusKind.Works, today) { Until = plan.WorksUntil, Reason = plan.Reason };
        }

        if (plan.Slots.Where(s => wall.Opening(today, s) > instant).Take(1).ToArray() is [var next])
        {
            return new OpeningStatus(StatusKind.OpensToday, today) { Time = next.Opens, Day = today, Reason = plan.Reason, WasOpenToday = next != plan.Slots[0] };
        }

        var closed = new OpeningStatus(StatusKind.Closed, today) { WasOpenToday = plan.Slots.Count > 0, Reason = plan.Reason };
        return Next(hours, today) is var (day, opens) ? closed with { Day = day, Time = opens } : closed;
    }

    /// <summary>
    /// The slot that holds the instant, of today or begun yesterday. A day to be checked never says « open », but a slot that began
    /// the evening before it does.
    /// </summary>
    private static OpeningStatus? Running(OpeningHours hours, DateOnly today, DateTimeOffset instant, WallClock wall)
    {
        foreach (var day in new[] { today.AddDays(-1), today })
        {
            foreach (var slot in DayPlan.For(hours, day).Slots.Where(s => day == today || s.CrossesMidnight))
            {
                if (wall.Opening(day, slot) <= instant && instant < wall.Closing(day, slot))
                {
                    return new OpeningStatus(StatusKind.Open, today) { Time = slot.Closes, Day = slot.CrossesMidnight ? day.AddDays(1) : day };
                }
            }
        }

        return null;
    }

    /// <summary>The next opening that is sure. A day to be checked on the way ends the search: it may be open.</summary>
    private static (DateOnly Day, TimeOnly Opens)? Next(OpeningHours hours, DateOnly today)
    {
        for (var day = today.AddDays(1); day < today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            var plan = DayPlan.For(hours, day);
            if (plan.Kind == DayKind.Open)
            {
                return (day, plan.Slots[0].Opens);
            }

            if (plan.Kind != DayKind.Closed)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>
    /// Closures ahead that visitors would not expect from the week: those of exceptions, works, yearly rules and holidays, from
    /// <paramref name="from"/> on, runs of days joined. The last run ends where the days asked for end.
    /// </summary>
    public static IReadOnlyList<(DateOnly From, DateOnly To, DayPlan Plan)> Closures(OpeningHours hours, DateOnly from, int days = 60)
    {
        var found = new List<(DateOnly From, DateOnly To, DayPlan Plan)>();
        for (var day = from; day < from.AddDays(days); day = day.AddDays(1))
        {
            var plan = DayPlan.For(hours, day);
            if (plan.Kind is not (DayKind.Closed or DayKind.Unknown) || plan.Cause is DayCause.Week or DayCause.Season or DayCause.Nothing)
            {
                continue;
            }

            if (found.Count > 0 && found[^1].To == day.AddDays(-1) && (found[^1].Plan.Kind, found[^1].Plan.Cause, found[^1].Plan.Reason) == (plan.Kind, plan.Cause, plan.Reason))
            {
                found[^1] = (found[^1].From, day, plan);
            }
            else
            {
                found.Add((day, day, plan));
            }
        }

        return found;
    }
}
