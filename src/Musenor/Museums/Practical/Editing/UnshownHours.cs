using Heritage.Standards.Opening;

namespace Musenor.Museums.Practical.Editing;

/// <summary>A stored rule that the form has no field for, in words. It stays unless the person takes it out.</summary>
/// <param name="Id">« yearly[2] », « weeks[0].days[6] »: its place in what the form was opened with.</param>
internal sealed record UnshownPart(string Id, string Words);

/// <summary>
/// The form shows weeks of told hours, days closed each year, dated closures and hours, late openings of given days. What the ministry's words gave
/// beyond (« lundi de Pâques », « le dimanche, sans heures ») keeps its place among the rules when the form is saved: the last one wins.
/// </summary>
internal static class UnshownHours
{
    public static IReadOnlyList<UnshownPart> Of(OpeningHours? hours) => hours is null ? [] :
    [
        .. Weeks(hours).Index().SelectMany(w => Days(w.Item).Select(d => new UnshownPart($"weeks[{w.Index}].days[{(int)d.On[0]}]", HoursDigest.Day(d.On[0], d.Slots)))),
        .. Parts("late_openings", LateOpenings(hours), Shows, HoursDigest.Late),
        .. Parts("yearly", hours.Yearly, Shows, HoursDigest.Yearly),
        .. Parts("exceptions", hours.Exceptions, Shows, HoursDigest.Exception),
    ];

    /// <summary>What was typed, with the stored parts that the form does not show back in their places.</summary>
    public static OpeningHours Weave(OpeningHours? stored, OpeningHours entered, IReadOnlyCollection<string> removed) => entered with
    {
        Weeks = Together([.. WovenWeeks(stored is null ? [] : Weeks(stored), entered.Weeks, removed).Where(w => w.Seasons.Count + w.Days.Count > 0)]),
        LateOpenings = Woven("late_openings", stored is null ? [] : LateOpenings(stored), entered.LateOpenings, Shows, removed),
        Yearly = Woven("yearly", stored?.Yearly ?? [], entered.Yearly, Shows, removed),
        Exceptions = Woven("exceptions", stored?.Exceptions ?? [], entered.Exceptions, Shows, removed),
    };

    /// <summary>One week a season, as the form has it.</summary>
    public static IReadOnlyList<Week> Weeks(OpeningHours hours) =>
        [.. hours.Weeks.SelectMany(w => w.Seasons.Count < 2 ? [w] : w.Seasons.Select(s => w with { Seasons = [s] }))];

    /// <summary>One line a day of the week, as the form has it.</summary>
    public static IReadOnlyList<LateOpening> LateOpenings(OpeningHours hours) =>
        [.. hours.LateOpenings.SelectMany(l => Shows(l) ? l.When.On.Select(d => l with { When = l.When with { On = [d] } }) : [l])];

    public static bool Shows(LateOpening late) => late.When is { Feast: null, Plus: 0, On.Count: > 0, Rank: null or -1 or (>= 1 and <= 4) };

    public static bool Shows(YearlyRule rule) => rule is { Effect: DayEffect.Closed, When: { Within: not null, Feast: null, Rank: null, Plus: 0, On.Count: 0 } };

    public static bool Shows(DatedRule rule) => rule.Effect switch
    {
        DayEffect.Closed => true,
        DayEffect.Open => rule.Slots.Count > 0 && rule.Slots.All(Shows),
        _ => false,
    };

    public static bool Shows(Slot slot) => !slot.CrossesMidnight || slot.Closes == default;

    public static OpenDays? Told(Week week, OpenDay day) => week.Days.LastOrDefault(d => d.On.Contains(day));

    private static IEnumerable<OpenDays> Days(Week week) => Enum.GetValues<OpenDay>()
        .Select(d => (Day: d, Told: Told(week, d))).Where(d => d.Told is { } told && (told.Slots.Count == 0 || !told.Slots.All(Shows)))
        .Select(d => new OpenDays { On = [d.Day], Slots = d.Told!.Slots });

    private static IEnumerable<UnshownPart> Parts<T>(string list, IReadOnlyList<T> rules, Func<T, bool> shows, Func<T, string> words) =>
        rules.Index().Where(r => !shows(r.Item)).Select(r => new UnshownPart($"{list}[{r.Index}]", words(r.Item)));

    private static List<T> Woven<T>(string list, IReadOnlyList<T> stored, IReadOnlyList<T> entered, Func<T, bool> shows, IReadOnlyCollection<string> removed)
    {
        var (woven, taken) = (new List<T>(), 0);
        foreach (var (at, rule) in stored.Index())
        {
            if (!shows(rule) && !removed.Contains($"{list}[{at}]"))
            {
                woven.Add(rule);
            }
            else if (shows(rule) && taken < entered.Count)
            {
                woven.Add(entered[taken++]);
            }
        }

        return [.. woven, .. entered.Skip(taken)];
    }

    private static IEnumerable<Week> WovenWeeks(IReadOnlyList<Week> stored, IReadOnlyList<Week> entered, IReadOnlyCollection<string> removed)
    {
        for (var at = 0; at < Math.Max(stored.Count, entered.Count); at++)
        {
            var week = at < entered.Count ? entered[at] : new Week { Seasons = stored[at].Seasons };
            var kept = at < stored.Count ? Days(stored[at]).Where(d => Told(week, d.On[0]) is null && !removed.Contains($"weeks[{at}].days[{(int)d.On[0]}]")).ToArray() : [];
            if (at < entered.Count || kept.Length > 0)
            {
                yield return kept.Length == 0 ? week : week with { Days = [.. week.Days, .. kept], Seasons = week.Seasons.Count == 0 && week.Days.Count == 0 ? stored[at].Seasons : week.Seasons };
            }
        }
    }

    /// <summary>Neighbours with the same hours are one week with several seasons again.</summary>
    private static List<Week> Together(List<Week> weeks)
    {
        var joined = new List<Week>();
        foreach (var week in weeks)
        {
            if (joined.Count > 0 && joined[^1].Seasons.Count > 0 && week.Seasons.Count > 0 && Text(joined[^1]) == Text(week))
            {
                joined[^1] = joined[^1] with { Seasons = [.. joined[^1].Seasons, .. week.Seasons] };
            }
            else
            {
                joined.Add(week);
            }
        }

        return joined;
    }

    private static string Text(Week week) => string.Join('\n', week.Days.SelectMany(d => d.On.Select(on => $"{(int)on} {string.Join(' ', d.Slots)}")).Order(StringComparer.Ordinal));
}
