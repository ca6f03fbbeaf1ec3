using System.Globalization;

namespace Musenor.Collections.Quality;

/// <summary>The twelve months of one museum, as its page shows them.</summary>
public sealed class MuseumTrend(string museum, IReadOnlyList<DayCount> counts, bool hasLists)
{
    public string Museum { get; } = museum;

    public IReadOnlyList<DayCount> Counts { get; } = counts;

    public TrendChart? Chart { get; } = TrendChart.Of(counts);

    /// <summary>Terms are counted where a list is loaded.</summary>
    public IReadOnlyList<Indicator> Shown { get; } = [.. Indicator.All.Where(i => hasLists || i.Key != Indicator.Terms)];

    /// <summary>A dash for what was not counted that day.</summary>
    public string Count(DateOnly day, Indicator indicator) =>
        Counts.FirstOrDefault(c => c.Day == day && c.Indicator == indicator.Key)?.Count.ToString("N0", CultureInfo.CurrentCulture) ?? "–";
}
