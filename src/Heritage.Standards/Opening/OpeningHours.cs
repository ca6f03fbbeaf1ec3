using System.Text.Json.Serialization;

namespace Heritage.Standards.Opening;

/// <summary>
/// When a museum receives visitors, in wall time of its own place. For one date the order is: exception, then works, then what comes
/// back every year, then the rule for public holidays, then the season, then the ordinary week. Within one list the last entered wins.
/// Equality is by content of <see cref="OpeningJson"/>; the record itself compares references of its lists.
/// </summary>
public sealed record OpeningHours
{
    /// <summary>Weeks, each with the seasons in which it holds; a week without season is the ordinary one.</summary>
    public IReadOnlyList<Week> Weeks { get; init; } = [];

    /// <summary>What comes back every year: « 1er mai », « du 16 décembre au 14 mars », « lundi de Pentecôte ».</summary>
    public IReadOnlyList<YearlyRule> Yearly { get; init; } = [];

    /// <summary>Given days of given years.</summary>
    public IReadOnlyList<DatedRule> Exceptions { get; init; } = [];

    public IReadOnlyList<Works> Works { get; init; } = [];

    /// <summary>Late evenings and other hours added to an ordinary day.</summary>
    public IReadOnlyList<LateOpening> LateOpenings { get; init; } = [];

    /// <summary>For holidays that neither <see cref="Yearly"/> nor a week (<see cref="OpenDay.PublicHoliday"/>) tells of.</summary>
    public HolidayRule PublicHolidays { get; init; } = HolidayRule.Unknown;

    /// <summary>Where no hours are told: visitors are received when they have made an appointment.</summary>
    public bool ByAppointment { get; init; }

    /// <summary>Words shown beside the hours that do not change them: « groupes sur rendez-vous ».</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Nothing in it tells when the museum is open or closed.</summary>
    [JsonIgnore]
    public bool IsEmpty => Weeks.Count == 0 && Yearly.Count == 0 && Exceptions.Count == 0 && Works.Count == 0 && LateOpenings.Count == 0 && !ByAppointment;
}

/// <summary>Days of the week and their hours. <see cref="Seasons"/> empty: the whole year.</summary>
public sealed record Week
{
    public IReadOnlyList<SeasonSpan> Seasons { get; init; } = [];

    public IReadOnlyList<OpenDays> Days { get; init; } = [];

    public bool Holds(DateOnly date) => Seasons.Count == 0 || Seasons.Any(s => s.Holds(date));
}

/// <summary>The hours of some days of a week. No slot: the museum opens, at hours that were not told.</summary>
public sealed record OpenDays
{
    public IReadOnlyList<OpenDay> On { get; init; } = [];

    public IReadOnlyList<Slot> Slots { get; init; } = [];
}

/// <summary>A day of the week, Monday first, or any public holiday.</summary>
public enum OpenDay { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, PublicHoliday }

/// <summary>A stretch of opening. Closing at or before the opening means the next day: « 18:00–00:30 ».</summary>
public readonly record struct Slot(TimeOnly Opens, TimeOnly Closes)
{
    [JsonIgnore]
    public bool CrossesMidnight => Closes <= Opens;

    /// <summary>Minutes from the midnight that begins the day of opening.</summary>
    [JsonIgnore]
    public int End => Minutes(Closes) + (CrossesMidnight ? 24 * 60 : 0);

    [JsonIgnore]
    public int Start => Minutes(Opens);

    public bool Overlaps(Slot other) => Start < other.End && other.Start < End;

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

/// <summary>What a rule does to a day.</summary>
public enum DayEffect
{
    /// <summary>Closed.</summary>
    Closed,

    /// <summary>Open at the rule's slots; without slots, at the hours of that day of the week.</summary>
    Open,

    /// <summary>Something is told, not enough to say whether or when: visitors must ask.</summary>
    Unknown,
}

public sealed record YearlyRule
{
    public Occasion When { get; init; } = new();

    public DayEffect Effect { get; init; }

    public IReadOnlyList<Slot> Slots { get; init; } = [];

    public string Reason { get; init; } = "";
}

/// <summary>Both days included.</summary>
public sealed record DatedRule
{
    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public DayEffect Effect { get; init; }

    public IReadOnlyList<Slot> Slots { get; init; } = [];

    public string Reason { get; init; } = "";

    public bool Holds(DateOnly date) => From <= date && date <= To;
}

/// <summary>« Fermé pour travaux du … au … », both days included; without an end: until further notice.</summary>
public sealed record Works
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string Reason { get; init; } = "";

    public bool Holds(DateOnly date) => (From is null || From <= date) && (To is null || date <= To);
}

/// <summary>
/// « Le premier jeudi du mois jusqu'à 20h ». Without <see cref="Opens"/> the last slot of the day lasts until <see cref="Closes"/>;
/// with it, a slot is added. A day that is closed by a rule stays closed.
/// </summary>
public sealed record LateOpening
{
    public Occasion When { get; init; } = new();

    public TimeOnly? Opens { get; init; }

    public TimeOnly Closes { get; init; }
}

public enum HolidayRule { Unknown, Open, Closed }
