using System.Text.Json.Serialization;

namespace Heritage.Standards.Opening;

/// <summary>
/// Days that come back: all that is set must hold. A span, a feast, days of the week, a rank in the month (« le premier jeudi du
/// mois »: <see cref="On"/> Thursday, <see cref="Rank"/> 1; -1 is the last). <see cref="Plus"/> moves the result by days.
/// </summary>
public sealed record Occasion
{
    public SeasonSpan? Within { get; init; }

    public Feast? Feast { get; init; }

    public IReadOnlyList<OpenDay> On { get; init; } = [];

    public int? Rank { get; init; }

    public int Plus { get; init; }

    public bool Holds(DateOnly date)
    {
        date = date.AddDays(-Plus);
        return (Within is null || Within.Holds(date))
            && (Feast is not { } feast || PublicHolidays.Day(feast, date.Year) == date)
            && (On.Count == 0 || On.Any(d => Is(date, d)))
            && (Rank is not { } rank || IsRank(date, rank));
    }

    /// <summary>The day of the week as this library counts it.</summary>
    public static OpenDay DayOf(DateOnly date) => (OpenDay)(((int)date.DayOfWeek + 6) % 7);

    private static bool Is(DateOnly date, OpenDay day) => day == OpenDay.PublicHoliday ? PublicHolidays.Is(date) : DayOf(date) == day;

    private static bool IsRank(DateOnly date, int rank) =>
        rank > 0 ? (date.Day + 6) / 7 == rank : date.Day + 7 > DateTime.DaysInMonth(date.Year, date.Month);

    /// <summary>One day of every year.</summary>
    public static Occasion Each(int month, int day) => new() { Within = new SeasonSpan(new YearDay(month, day), new YearDay(month, day)) };

    [JsonIgnore]
    public bool IsOneDay => Feast is not null || (Within is { } within && within.From == within.To);
}

/// <summary>Feasts that move, by their distance from Easter.</summary>
public enum Feast
{
    ShroveTuesday = -47,
    AshWednesday = -46,
    GoodFriday = -2,
    Easter = 0,
    EasterMonday = 1,
    Ascension = 39,
    Pentecost = 49,
    WhitMonday = 50,
}
