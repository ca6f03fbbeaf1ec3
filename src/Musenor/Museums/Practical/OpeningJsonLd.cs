using System.Globalization;
using Heritage.Standards.Opening;

namespace Musenor.Museums.Practical;

/// <summary>
/// schema.org openingHoursSpecification of the coming two months, from the plan of each day, so that it says what the page says: a stretch
/// of days in which each day of the week keeps its hours, the days that stray from it, and nothing of a day that must be asked for.
/// </summary>
internal static class OpeningJsonLd
{
    private const int Days = 60;

    private sealed class Stretch(DateOnly from)
    {
        public DateOnly From { get; set; } = from;

        public DateOnly To { get; set; } = from;

        public Dictionary<DayOfWeek, IReadOnlyList<Slot>> Week { get; } = [];
    }

    public static IReadOnlyList<object> Of(OpeningHours hours, DateOnly today)
    {
        // Two weeks more than are told: they say what is usual in the last ones.
        var plans = Enumerable.Range(0, Days + 14).Select(i => DayPlan.For(hours, today.AddDays(i))).ToArray();
        var (found, strays) = (new List<object>(), new List<object>());
        Stretch? stretch = null;
        for (var i = 0; i < Days; i++)
        {
            var day = today.AddDays(i);
            if (plans[i].Kind is DayKind.Unknown or DayKind.ByAppointment)
            {
                found.AddRange(Told(hours, today, stretch));
                stretch = null;
                continue;
            }

            stretch ??= new Stretch(day);
            stretch.Week.TryAdd(day.DayOfWeek, Usual(plans, i));
            if (!stretch.Week[day.DayOfWeek].SequenceEqual(plans[i].Slots))
            {
                if (!IsPlain(plans[i]) || plans[i + 7].Slots.SequenceEqual(stretch.Week[day.DayOfWeek]))
                {
                    strays.AddRange(Stray(day, plans[i].Slots));
                }
                else
                {
                    // The week itself has changed: another season.
                    found.AddRange(Told(hours, today, stretch));
                    stretch = new Stretch(day) { Week = { [day.DayOfWeek] = plans[i].Slots } };
                }
            }

            stretch.To = day;
        }

        return [.. found, .. Told(hours, today, stretch), .. strays];
    }

    /// <summary>What this day of the week keeps: that of the two coming weeks where they agree, for this one may be a holiday or a late evening.</summary>
    private static IReadOnlyList<Slot> Usual(DayPlan[] plans, int i) =>
        IsPlain(plans[i + 7]) && plans[i + 7].Slots.SequenceEqual(plans[i + 14].Slots) ? plans[i + 7].Slots : plans[i].Slots;

    private static bool IsPlain(DayPlan plan) => plan is { Kind: DayKind.Open or DayKind.Closed, Cause: DayCause.Week or DayCause.Season or DayCause.Nothing };

    private static IEnumerable<object> Told(OpeningHours hours, DateOnly today, Stretch? stretch)
    {
        if (stretch is null)
        {
            return [];
        }

        // A season that has begun is told from its first day, whatever its late evenings.
        while (stretch.From <= today && stretch.From > today.AddYears(-1) && hours.Weeks.Any(w => w.Seasons.Count > 0) && (Agrees(hours, stretch) || Agrees(hours with { LateOpenings = [] }, stretch)))
        {
            stretch.From = stretch.From.AddDays(-1);
        }

        return stretch.Week.SelectMany(day => day.Value.Select(slot => (day.Key, Slot: slot))).GroupBy(d => d.Slot).OrderBy(g => g.Key.Start)
            .Select(g => Specification([.. g.Select(d => d.Key).OrderBy(d => ((int)d + 6) % 7).Select(d => $"https://schema.org/{d}")], g.Key, stretch.From, stretch.To));
    }

    /// <summary>Does the day before say the same?</summary>
    private static bool Agrees(OpeningHours hours, Stretch stretch) => stretch.From.AddDays(-1) is var day && DayPlan.For(hours, day) is var plan
        && (!IsPlain(plan) || !stretch.Week.TryGetValue(day.DayOfWeek, out var slots) || slots.SequenceEqual(plan.Slots));

    /// <summary>Closed: opening and closing at the same time.</summary>
    private static IEnumerable<object> Stray(DateOnly day, IReadOnlyList<Slot> slots) =>
        slots.Count == 0 ? [Specification(null, default, day, day)] : slots.Select(s => Specification(null, s, day, day));

    private static object Specification(string[]? days, Slot slot, DateOnly from, DateOnly through) => new Dictionary<string, object?>
    {
        ["@type"] = "OpeningHoursSpecification",
        ["dayOfWeek"] = days,
        ["opens"] = slot.Opens.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["closes"] = slot != default && slot.Closes == default ? "23:59" : slot.Closes.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["validFrom"] = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["validThrough"] = through.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.Where(f => f.Value is not null).ToDictionary();
}
