using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heritage.Standards.Opening;

/// <summary>A day that comes back every year, written « 04-01 ». 29 February is one, in the years that have it.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct YearDay(int Month, int Day) : IComparable<YearDay>
{
    // A leap year: 29 February is a day, 30 February is none.
    private const int LeapYear = 2024;

    public bool Exists => Month is >= 1 and <= 12 && Day >= 1 && Day <= LastOf(Month);

    public static YearDay Of(DateOnly date) => new(date.Month, date.Day);

    public static int LastOf(int month) => DateTime.DaysInMonth(LeapYear, month);

    public YearDay Next() => Day < LastOf(Month) ? new(Month, Day + 1) : new(Month == 12 ? 1 : Month + 1, 1);

    public YearDay Previous() => Day > 1 ? new(Month, Day - 1) : Month == 1 ? new(12, 31) : new(Month - 1, LastOf(Month - 1));

    public int CompareTo(YearDay other) => (Month, Day).CompareTo((other.Month, other.Day));

    public static bool operator <(YearDay a, YearDay b) => a.CompareTo(b) < 0;

    public static bool operator <=(YearDay a, YearDay b) => a.CompareTo(b) <= 0;

    public static bool operator >(YearDay a, YearDay b) => a.CompareTo(b) > 0;

    public static bool operator >=(YearDay a, YearDay b) => a.CompareTo(b) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month:00}-{Day:00}");

    public static bool TryParse(string text, out YearDay day)
    {
        day = text is [>= '0' and <= '9', >= '0' and <= '9', '-', >= '0' and <= '9', >= '0' and <= '9']
            ? new YearDay(((text[0] - '0') * 10) + text[1] - '0', ((text[3] - '0') * 10) + text[4] - '0')
            : default;
        return day.Exists;
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Made by the serializer.")]
    private sealed class JsonText : JsonConverter<YearDay>
    {
        public override YearDay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString() ?? "", out var day) ? day : throw new JsonException("A day of the year is written MM-DD.");

        public override void Write(Utf8JsonWriter writer, YearDay value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

/// <summary>From a day of the year to another, both included; <c>To</c> before <c>From</c> goes over the new year.</summary>
public sealed record SeasonSpan(YearDay From, YearDay To)
{
    public bool Holds(DateOnly date)
    {
        var day = YearDay.Of(date);
        return From <= To ? From <= day && day <= To : From <= day || day <= To;
    }

    /// <summary>Whole months.</summary>
    public static SeasonSpan Months(int first, int last) => new(new YearDay(first, 1), new YearDay(last, YearDay.LastOf(last)));

    /// <summary>The days of a leap year in it.</summary>
    public IEnumerable<YearDay> Days()
    {
        for (var day = From; ; day = day.Next())
        {
            yield return day;
            if (day == To)
            {
                yield break;
            }
        }
    }

    /// <summary>The fewest spans that hold exactly these days.</summary>
    public static IReadOnlyList<SeasonSpan> Of(IReadOnlySet<YearDay> days)
    {
        if (days.Count == 366)
        {
            return [Months(1, 12)];
        }

        var spans = new List<SeasonSpan>();
        foreach (var first in days.Where(d => !days.Contains(d.Previous())).Order())
        {
            var last = first;
            while (days.Contains(last.Next()))
            {
                last = last.Next();
            }

            spans.Add(new SeasonSpan(first, last));
        }

        return spans;
    }
}
