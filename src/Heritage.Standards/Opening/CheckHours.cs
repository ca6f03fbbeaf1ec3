using System.Globalization;
using System.Text.RegularExpressions;

namespace Heritage.Standards.Opening;

/// <summary>Reads hours that a person typed. All problems are told at once, each beside its field.</summary>
public sealed partial class CheckHours
{
    private const int LongestText = 500;
    private const int Most = 100;
    private readonly List<HoursProblem> _problems = [];

    private CheckHours() { }

    /// <summary>The hours, or null and at least one problem.</summary>
    public static (OpeningHours? Hours, IReadOnlyList<HoursProblem> Problems) Read(EnteredHours entered)
    {
        var check = new CheckHours();
        var hours = new OpeningHours
        {
            Weeks = check.All("weeks", entered.Weeks, check.Week),
            Exceptions = check.All("exceptions", entered.Exceptions, check.Exception),
            Yearly = check.All("yearly", entered.Yearly, check.Yearly),
            Works = check.All("works", entered.Works, check.Closed),
            LateOpenings = check.All("late_openings", entered.LateOpenings, check.Late),
            PublicHolidays = entered.PublicHolidays,
            ByAppointment = entered.ByAppointment,
            Notes = check.Text("notes", entered.Notes) is { Length: > 0 } notes ? notes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [],
        };
        return check._problems.Count == 0 ? (hours, []) : (null, check._problems);
    }

    private List<T> All<TEntered, T>(string field, IReadOnlyList<TEntered> entered, Func<string, TEntered, T> read)
    {
        if (entered.Count > Most)
        {
            _problems.Add(new HoursProblem(field, HoursFault.TooMany));
            return [];
        }

        return [.. entered.Select((e, i) => read(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), e))];
    }

    private Week Week(string field, EnteredWeek entered)
    {
        var season = Season(field, entered.From, entered.To);
        var days = new List<OpenDays>();
        foreach (var (at, day) in entered.Days.Index())
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"{field}.days[{at}].slots");
            if (entered.Days.Take(at).Any(d => d.On == day.On))
            {
                _problems.Add(new HoursProblem(where, HoursFault.DayTwice));
            }

            if (Slots(where, day.Slots) is { Count: > 0 } slots)
            {
                days.Add(new OpenDays { On = [day.On], Slots = slots });
            }
        }

        var grouped = days.GroupBy(d => string.Join(' ', d.Slots)).Select(g => new OpenDays { On = [.. g.SelectMany(d => d.On)], Slots = g.First().Slots });
        return new Week { Seasons = season is null ? [] : [season], Days = [.. grouped] };
    }

    private DatedRule Exception(string field, EnteredDates entered)
    {
        var from = Date($"{field}.from", entered.From);
        var to = entered.To.Trim().Length == 0 ? from : Date($"{field}.to", entered.To);
        var slots = Slots($"{field}.slots", entered.Slots);
        Order(field, from, to);
        return new DatedRule { From = from ?? default, To = to ?? default, Effect = slots.Count > 0 ? DayEffect.Open : DayEffect.Closed, Slots = slots, Reason = Text($"{field}.reason", entered.Reason) };
    }

    private Works Closed(string field, EnteredDates entered)
    {
        var from = entered.From.Trim().Length == 0 ? null : Date($"{field}.from", entered.From);
        var to = entered.To.Trim().Length == 0 ? null : Date($"{field}.to", entered.To);
        Order(field, from, to);
        return new Works { From = from, To = to, Reason = Text($"{field}.reason", entered.Reason) };
    }

    private void Order(string field, DateOnly? from, DateOnly? to)
    {
        if (to < from)
        {
            _problems.Add(new HoursProblem($"{field}.to", HoursFault.EndBeforeStart));
        }
    }

    private YearlyRule Yearly(string field, EnteredYearly entered)
    {
        var to = entered.To.Trim().Length == 0 ? entered.From : entered.To;
        return new YearlyRule { When = new Occasion { Within = Season(field, entered.From, to) ?? Missing(field) }, Reason = Text($"{field}.reason", entered.Reason) };
    }

    private SeasonSpan? Missing(string field)
    {
        if (!_problems.Any(p => p.Field.StartsWith(field, StringComparison.Ordinal)))
        {
            _problems.Add(new HoursProblem($"{field}.from", HoursFault.DayMissing));
        }

        return null;
    }

    private LateOpening Late(string field, EnteredLate entered)
    {
        if (entered.On.Count == 0)
        {
            _problems.Add(new HoursProblem($"{field}.on", HoursFault.DayMissing));
        }

        if (entered.Rank is 0 or < -1 or > 4)
        {
            _problems.Add(new HoursProblem($"{field}.rank", HoursFault.NoDay));
        }

        var when = new Occasion { On = entered.On, Rank = entered.Rank, Within = Season(field, entered.From, entered.To) };
        if (Time(entered.Slot.Trim()) is { } closes)
        {
            return new LateOpening { When = when, Closes = closes };
        }

        return Slots($"{field}.slot", entered.Slot, mayCross: true) is [var slot] ? new LateOpening { When = when, Opens = slot.Opens, Closes = slot.Closes } : NoLate(field);
    }

    private LateOpening NoLate(string field)
    {
        if (!_problems.Any(p => p.Field == $"{field}.slot"))
        {
            _problems.Add(new HoursProblem($"{field}.slot", HoursFault.NoTime));
        }

        return new LateOpening();
    }

    private SeasonSpan? Season(string field, string from, string to)
    {
        var (hasFrom, hasTo) = (from.Trim().Length > 0, to.Trim().Length > 0);
        if (hasFrom != hasTo)
        {
            _problems.Add(new HoursProblem(hasFrom ? $"{field}.to" : $"{field}.from", HoursFault.HalfSeason));
        }

        var first = hasFrom ? Day($"{field}.from", from) : null;
        var last = hasTo ? Day($"{field}.to", to) : null;
        return first is { } f && last is { } l ? new SeasonSpan(f, l) : null;
    }

    private YearDay? Day(string field, string text)
    {
        if (DayText().Match(text.Trim()) is { Success: true } match && new YearDay(Number(match, 2), Number(match, 1)) is { Exists: true } day)
        {
            return day;
        }

        _problems.Add(new HoursProblem(field, HoursFault.NoDay));
        return null;
    }

    /// <summary>« 24/12/2026 », or what a date field of a browser sends: « 2026-12-24 ».</summary>
    private DateOnly? Date(string field, string text)
    {
        text = text.Trim();
        if (DateOnly.TryParseExact(text, ["d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        var noYear = DayText().IsMatch(text);
        _problems.Add(new HoursProblem(field, noYear ? HoursFault.YearMissing : HoursFault.NoDay));
        return null;
    }

    private List<Slot> Slots(string field, string text, bool mayCross = false)
    {
        var slots = new List<Slot>();
        foreach (var part in Between().Split(text.Trim()).Where(p => p.Length > 0))
        {
            if (SlotText().Match(part) is not { Success: true } match || Time(match.Groups[1].Value) is not { } opens || Time(match.Groups[2].Value) is not { } closes)
            {
                _problems.Add(new HoursProblem(field, HoursFault.NoTime));
                return [];
            }

            var slot = new Slot(opens, closes);
            if (opens == closes || (slot.CrossesMidnight && closes != default && !(mayCross && closes.Hour < 6 && opens.Hour >= 12)))
            {
                // « 18:00–01:00 » was meant; « 18:00–10:00 » is a slip.
                _problems.Add(new HoursProblem(field, closes.Hour < 6 && opens.Hour >= 12 && opens != closes ? HoursFault.PastMidnight : HoursFault.ClosesBeforeOpening));
                return [];
            }

            if (slots.Any(s => s.Overlaps(slot)))
            {
                _problems.Add(new HoursProblem(field, HoursFault.Overlap));
                return [];
            }

            slots.Add(slot);
        }

        return [.. slots.OrderBy(s => s.Start)];
    }

    /// <summary>« 9:30 », « 09h30 », « 9h », « 24:00 ».</summary>
    private static TimeOnly? Time(string text)
    {
        if (TimeText().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var (hour, minute) = (Number(match, 1), match.Groups[2].Length > 0 ? Number(match, 2) : 0);
        return hour > 24 || minute > 59 || (hour == 24 && minute > 0) ? null : new TimeOnly(hour % 24, minute);
    }

    private string Text(string field, string text)
    {
        if (text.Length > LongestText)
        {
            _problems.Add(new HoursProblem(field, HoursFault.TooLong));
        }

        return text.Trim();
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9]{1,2})/([0-9]{1,2})$")]
    private static partial Regex DayText();

    [GeneratedRegex(@"^([0-9]{1,2})\s?(?:[hH]\s?|:)([0-9]{2})?$")]
    private static partial Regex TimeText();

    [GeneratedRegex(@"^(?:de\s+)?(.+?)\s*(?:-|–|à)\s*(.+)$")]
    private static partial Regex SlotText();

    [GeneratedRegex(@"\s*(?:,|;|\bet\b|\n)\s*")]
    private static partial Regex Between();
}
