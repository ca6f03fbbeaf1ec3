namespace Musenor.Web;

/// <summary>« Today » is the day of Paris, never the day of the server or of Greenwich.</summary>
public static class ParisDay
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static DateOnly Today(TimeProvider clock) => Of(clock.GetUtcNow());

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>« 2026-11-25 »: as days are stored, and written in forms and exports.</summary>
    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The instant at which a day begins in Paris. Days before 1900, when the clocks kept another time, count as its first.</summary>
    public static DateTimeOffset Start(DateOnly day)
    {
        day = day.Year < 1900 ? new DateOnly(1900, 1, 1) : day;
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight));
    }

    /// <summary>Date and time as they were on the wall in Paris.</summary>
    public static DateTime Wall(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;
}
