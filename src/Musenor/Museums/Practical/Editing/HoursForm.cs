using System.Globalization;
using Heritage.Standards.Opening;

namespace Musenor.Museums.Practical.Editing;

/// <summary>One week of the form. Each day has a first slot, and what follows it.</summary>
internal sealed record WeekRow(string From, string To, IReadOnlyList<(string First, string More)> Days);

/// <summary>A late opening of the form: one day of the week.</summary>
internal sealed record LateRow(string Day, string Rank, string From, string To, string Slot);

/// <summary>The hours as the form shows them: every value a text, as it is stored or as it was typed.</summary>
internal sealed record HoursForm
{
    public const int MostWeeks = 4;

    // One more than is accepted, so that too many are refused and not cut.
    private const int MostRows = 101;

    public IReadOnlyList<WeekRow> Weeks { get; init; } = [];

    public IReadOnlyList<EnteredDates> Exceptions { get; init; } = [];

    public IReadOnlyList<EnteredYearly> Yearly { get; init; } = [];

    public IReadOnlyList<EnteredDates> Works { get; init; } = [];

    public IReadOnlyList<LateRow> Late { get; init; } = [];

    public string PublicHolidays { get; init; } = nameof(HolidayRule.Unknown);

    public bool ByAppointment { get; init; }

    public string Notes { get; init; } = "";

    public IReadOnlyList<string> Removed { get; init; } = [];

    public static readonly WeekRow NoWeek = new("", "", [.. Enum.GetValues<OpenDay>().Select(_ => ("", ""))]);

    /// <summary>What is stored, without what the form does not show.</summary>
    public static HoursForm Of(OpeningHours? hours) => hours is null ? new() { Weeks = [NoWeek] } : new()
    {
        Weeks = UnshownHours.Weeks(hours) is { Count: > 0 } weeks ? [.. weeks.Select(Week)] : [NoWeek],
        Exceptions = [.. hours.Exceptions.Where(UnshownHours.Shows).Select(e => new EnteredDates(Text(e.From), e.From == e.To ? "" : Text(e.To), Text(e.Slots), e.Reason))],
        Yearly = [.. hours.Yearly.Where(UnshownHours.Shows).Select(y => new EnteredYearly(Text(y.When.Within!.From), y.When.Within.From == y.When.Within.To ? "" : Text(y.When.Within.To), y.Reason))],
        Works = [.. hours.Works.Select(w => new EnteredDates(w.From is { } from ? Text(from) : "", w.To is { } to ? Text(to) : "", "", w.Reason))],
        Late = [.. UnshownHours.LateOpenings(hours).Where(UnshownHours.Shows).Select(Line)],
        PublicHolidays = hours.PublicHolidays.ToString(),
        ByAppointment = hours.ByAppointment,
        Notes = string.Join('\n', hours.Notes),
    };

    /// <summary>What was typed. Rows left blank go; weeks keep their places.</summary>
    public static HoursForm Read(IFormCollection form) => new()
    {
        Weeks = [.. Rows(form, "weeks", "from", MostRows).Select(w => new WeekRow(form[$"{w}.from"].ToString(), form[$"{w}.to"].ToString(),
            [.. Enum.GetValues<OpenDay>().Select(d => (form[$"{w}.days[{(int)d}].slots"].ToString(), form[$"{w}.days[{(int)d}].more"].ToString()))]))],
        Exceptions = Dates(form, "exceptions"),
        Yearly = [.. Dates(form, "yearly").Select(y => new EnteredYearly(y.From, y.To, y.Reason))],
        Works = Dates(form, "works"),
        Late = [.. Rows(form, "late_openings", "slot", MostRows)
            .Select(r => new LateRow(form[$"{r}.on"].ToString(), form[$"{r}.rank"].ToString(), form[$"{r}.from"].ToString(), form[$"{r}.to"].ToString(), form[$"{r}.slot"].ToString()))
            .Where(r => (r.Day + r.From + r.To + r.Slot).Trim().Length > 0)],
        PublicHolidays = form["public_holidays"].ToString(),
        ByAppointment = form["by_appointment"] == "true",
        Notes = form["notes"].ToString().ReplaceLineEndings("\n"),
        Removed = [.. form["remove"].OfType<string>()],
    };

    public EnteredHours Entered() => new()
    {
        Weeks = [.. Weeks.Select(w => new EnteredWeek(w.From, w.To, [.. w.Days.Select((d, i) => new EnteredDay((OpenDay)i, $"{d.First}, {d.More}".Trim(',', ' ')))]))],
        Exceptions = Exceptions,
        Yearly = Yearly,
        Works = Works,
        LateOpenings = [.. Late.Select(l => new EnteredLate(
            Enum.TryParse<OpenDay>(l.Day, out var day) && Enum.IsDefined(day) ? [day] : [], int.TryParse(l.Rank, CultureInfo.InvariantCulture, out var rank) ? rank : null, l.From, l.To, l.Slot))],
        PublicHolidays = Enum.TryParse<HolidayRule>(PublicHolidays, out var rule) && Enum.IsDefined(rule) ? rule : HolidayRule.Unknown,
        ByAppointment = ByAppointment,
        Notes = Notes,
    };

    private static WeekRow Week(Week week) => new(
        week.Seasons is [var season, ..] ? Text(season.From) : "",
        week.Seasons is [var same, ..] ? Text(same.To) : "",
        [.. Enum.GetValues<OpenDay>().Select(d => UnshownHours.Told(week, d) is { Slots: { Count: > 0 } slots } && slots.All(UnshownHours.Shows) ? (Text([slots[0]]), Text([.. slots.Skip(1)])) : ("", ""))]);

    private static LateRow Line(LateOpening late) => new(
        late.When.On[0].ToString(),
        late.When.Rank?.ToString(CultureInfo.InvariantCulture) ?? "",
        late.When.Within is { } from ? Text(from.From) : "",
        late.When.Within is { } to ? Text(to.To) : "",
        late.Opens is { } opens ? $"{Text(opens)}-{Text(late.Closes, closes: true)}" : Text(late.Closes, closes: true));

    private static List<EnteredDates> Dates(IFormCollection form, string list) =>
        [.. Rows(form, list, "from", MostRows)
            .Select(r => new EnteredDates(form[$"{r}.from"].ToString(), form[$"{r}.to"].ToString(), form[$"{r}.slots"].ToString(), form[$"{r}.reason"].ToString()))
            .Where(d => (d.From + d.To + d.Slots + d.Reason).Trim().Length > 0)];

    private static IEnumerable<string> Rows(IFormCollection form, string list, string field, int most) =>
        Enumerable.Range(0, most + 10).Select(i => string.Create(CultureInfo.InvariantCulture, $"{list}[{i}]")).TakeWhile(r => form.ContainsKey($"{r}.{field}"));

    private static string Text(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Text(YearDay day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day:00}/{day.Month:00}");

    private static string Text(IReadOnlyList<Slot> slots) => string.Join(", ", slots.Select(s => $"{Text(s.Opens)}-{Text(s.Closes, closes: true)}"));

    private static string Text(TimeOnly time, bool closes = false) =>
        time == default && closes ? "24h" : time.Minute == 0 ? $"{time.Hour}h" : string.Create(CultureInfo.InvariantCulture, $"{time.Hour}h{time.Minute:00}");
}
