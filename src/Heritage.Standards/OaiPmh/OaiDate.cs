using System.Globalization;

namespace Heritage.Standards.OaiPmh;

/// <summary>
/// An argument <c>from</c> or <c>until</c>: a UTC day or second (protocol §3.3). Both bounds are included: a day as <c>until</c> lasts to its last second.
/// </summary>
public readonly record struct OaiDate(DateTimeOffset At, bool IsDay)
{
    public const string SecondFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The first second that it means.</summary>
    public DateTimeOffset First => At;

    /// <summary>The last second that it means.</summary>
    public DateTimeOffset Last => IsDay ? At.AddSeconds(86_399) : At;

    /// <summary>Null for anything but « 2026-11-27 » and « 2026-11-27T08:00:00Z »: no offset, no fraction, no day that the calendar lacks.</summary>
    public static OaiDate? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 10 && Exact(text, "yyyy-MM-dd") is { } day ? new OaiDate(day, true)
            : text.Length == 20 && Exact(text, SecondFormat) is { } second ? new OaiDate(second, false)
            : null;
    }

    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(SecondFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Exact(string text, string format) =>
        text.All(c => char.IsAsciiDigit(c) || c is '-' or 'T' or ':' or 'Z')
        && DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
