namespace Heritage.Standards.Opening;

/// <summary>Opening hours as a person types them: every value is a text until <see cref="CheckHours"/> has read it.</summary>
public sealed record EnteredHours
{
    public IReadOnlyList<EnteredWeek> Weeks { get; init; } = [];

    public IReadOnlyList<EnteredDates> Exceptions { get; init; } = [];

    public IReadOnlyList<EnteredYearly> Yearly { get; init; } = [];

    public IReadOnlyList<EnteredDates> Works { get; init; } = [];

    public IReadOnlyList<EnteredLate> LateOpenings { get; init; } = [];

    public HolidayRule PublicHolidays { get; init; }

    public bool ByAppointment { get; init; }

    public string Notes { get; init; } = "";
}

/// <param name="From">« 01/04 »; both empty: the whole year.</param>
public sealed record EnteredWeek(string From, string To, IReadOnlyList<EnteredDay> Days);

/// <param name="Slots">« 10:00-12:00, 14:00-18:00 » or « 10h-12h30 et 14h-18h »; empty: closed.</param>
public sealed record EnteredDay(OpenDay On, string Slots);

/// <summary>An exception or works. <paramref name="To"/> empty: the one day (works: until further notice).</summary>
/// <param name="From">« 24/12/2026 ».</param>
/// <param name="Slots">Empty: closed.</param>
public sealed record EnteredDates(string From, string To, string Slots, string Reason);

/// <summary>A closure that comes back every year: « 01/05 », or « 16/12 » to « 14/03 ».</summary>
public sealed record EnteredYearly(string From, string To, string Reason);

/// <param name="Rank">1 to 4, -1 for the last of the month, none for each.</param>
/// <param name="Slot">« 18:00-00:30 », or only the closing « 20:00 ».</param>
public sealed record EnteredLate(IReadOnlyList<OpenDay> On, int? Rank, string From, string To, string Slot);

/// <summary>What is wrong with one value.</summary>
public enum HoursFault
{
    /// <summary>Neither « 14:00 » nor « 14h », or past 24:00.</summary>
    NoTime,

    ClosesBeforeOpening,

    /// <summary>Past midnight, which only late openings may do.</summary>
    PastMidnight,

    Overlap,

    /// <summary>No day of the calendar: 30/02.</summary>
    NoDay,

    YearMissing,

    EndBeforeStart,

    /// <summary>Only one of the two ends of a season is there.</summary>
    HalfSeason,

    DayTwice,

    DayMissing,

    TooLong,

    TooMany,
}

/// <param name="Field">« weeks[0].days[3].slots »: where the value was typed.</param>
public sealed record HoursProblem(string Field, HoursFault Fault);
