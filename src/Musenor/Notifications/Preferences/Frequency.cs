using Musenor.Accounts.Messages;
using Musenor.Web;

namespace Musenor.Notifications.Preferences;

public enum Frequency { Now, Daily, Weekly, Off }

/// <summary>What may be chosen for each category, what holds when nothing was chosen, and when digests leave.</summary>
public static class Frequencies
{
    private static readonly TimeOnly DigestHour = new(8, 0);

    public static string Key(this Frequency frequency) => frequency.ToString().ToLowerInvariant();

    public static Frequency? Read(string? key) => key switch
    {
        "now" => Frequency.Now,
        "daily" => Frequency.Daily,
        "weekly" => Frequency.Weekly,
        "off" => Frequency.Off,
        _ => null,
    };

    /// <summary>News are asked for, never imposed: « Veille » stays off until somebody chooses it.</summary>
    public static Frequency Default(Category category) => category == Category.Watch ? Frequency.Off : Frequency.Now;

    public static IReadOnlyList<Frequency> Allowed(Category category) => category switch
    {
        Category.Conversations or Category.Watch => [Frequency.Now, Frequency.Daily, Frequency.Weekly, Frequency.Off],
        Category.MyRequests => [Frequency.Now, Frequency.Off],
        _ => [Frequency.Now],
    };

    /// <summary>May be turned off: the mail says how.</summary>
    public static bool IsOptional(Category category) => Allowed(category).Contains(Frequency.Off);

    /// <summary>The next 08:00 of Paris; of a Monday for the weekly one.</summary>
    public static DateTimeOffset NextDigest(Frequency frequency, DateTimeOffset now)
    {
        var wall = ParisDay.Wall(now);
        var day = DateOnly.FromDateTime(wall);
        if (TimeOnly.FromDateTime(wall) >= DigestHour)
        {
            day = day.AddDays(1);
        }

        while (frequency == Frequency.Weekly && day.DayOfWeek != DayOfWeek.Monday)
        {
            day = day.AddDays(1);
        }

        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(DigestHour), ParisDay.Zone), TimeSpan.Zero);
    }
}
