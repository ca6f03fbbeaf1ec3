using System.Globalization;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>
/// Dates of OAI-PMH answers as sources really write them: with fractions of a second, an offset, a blank instead of « T », lower-case letters.
/// The protocol (§3.3) knows « YYYY-MM-DD » and « YYYY-MM-DDThh:mm:ssZ » only.
/// </summary>
public static class LenientDate
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>The instant in UTC, cut to the second; a day is its first second. Null when it is no date.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        var trimmed = text?.Trim().ToUpperInvariant() ?? "";
        if (trimmed.Length is 0 or > 40 || !char.IsAsciiDigit(trimmed[0]))
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(trimmed, Days, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
        {
            return day.ToUniversalTime();
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return trimmed.Length >= 16 && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, Utc, out var instant)
            ? new DateTimeOffset(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero)
            : null;
    }

    /// <summary>« 2026-11-28T02:11:14Z », or the day where the source tells days only; empty when it is no date.</summary>
    public static string Normal(string? text) => Read(text) switch
    {
        null => "",
        { } date when text!.Trim().Length == 10 => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { } date => date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}
