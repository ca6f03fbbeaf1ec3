using System.Globalization;
using Heritage.Standards.Opening;

namespace Heritage.Standards.Tests.Opening;

/// <summary>Opening hours in one short line, so that a test shows them beside the sentence.</summary>
internal static class Say
{
    public static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static OpeningHours Hours(string opening, string closing = "", string evenings = "")
    {
        var read = OpeningText.Read(new OpeningWords(opening, closing, evenings));
        return read.Hours ?? throw new InvalidDataException($"{read.Reason} « {read.Stretch} »");
    }

    public static OpeningReading Read(string opening, string closing = "", string evenings = "") => OpeningText.Read(new OpeningWords(opening, closing, evenings));

    /// <summary>« [04-01..09-30] tu-we 10:00-12:00+14:00-18:00 ».</summary>
    public static string Weeks(OpeningHours hours) => string.Join(" / ", hours.Weeks.Select(w =>
        string.Join(' ', w.Seasons.Select(s => $"[{s.From}..{s.To}]").Append(string.Join(" ; ", w.Days.Select(d => $"{string.Join('-', d.On.Select(Day))} {Slots(d.Slots)}".TrimEnd()))))));

    public static string Slots(IEnumerable<Slot> slots) => string.Join('+', slots.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Opens:HH\\:mm}-{s.Closes:HH\\:mm}")));

    public static string Plan(OpeningHours hours, int year, int month, int day)
    {
        var plan = DayPlan.For(hours, new DateOnly(year, month, day));
        return plan.Kind == DayKind.Open ? Slots(plan.Slots) : plan.Kind.ToString();
    }

    /// <summary>The status at a moment given in UTC: « Open 18:00 ».</summary>
    public static string At(OpeningHours hours, string utc)
    {
        var status = OpeningStatus.At(hours, DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Paris);
        var day = status.Day is { } d && d != status.Today ? string.Create(CultureInfo.InvariantCulture, $" {d:yyyy-MM-dd}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{status.Kind}{day} {status.Time:HH\\:mm}").TrimEnd();
    }

    private static string Day(OpenDay day) => day == OpenDay.PublicHoliday ? "holiday" : day.ToString()[..2].ToLowerInvariant();
}
