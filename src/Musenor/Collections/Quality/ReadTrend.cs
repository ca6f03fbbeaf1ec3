using Dapper;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Quality;

/// <summary>What was counted of one thing on one day.</summary>
public sealed record DayCount
{
    public string MuseumId { get; init; } = "";
    public DateOnly Day { get; init; }
    public string Indicator { get; init; } = "";
    public int Count { get; init; }
    public int Total { get; init; }

    /// <summary>Share that lacked nothing of it, in hundredths.</summary>
    public double Good => Total == 0 ? 100 : 100 - (100.0 * Count / Total);
}

/// <summary>How a museum's notices went over the last twelve months.</summary>
/// <param name="Since">Day of the first count within them.</param>
/// <param name="Points">Hundredths gained since.</param>
public sealed record Progress(DateOnly Since, double Points);

/// <summary>Reads the daily counts.</summary>
public sealed class ReadTrend(Database database, TimeProvider clock)
{
    /// <summary>What the association compares a museum with: itself.</summary>
    public const string Main = "completer";

    /// <summary>The last count of each month over a year, for each indicator, oldest first.</summary>
    public async Task<IReadOnlyList<DayCount>> Months(string museum, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var days = await connection.QueryAsync<DayCount>("""
            select museum_id, day, indicator, count, total from quality_day where museum_id = @museum and day >= @from order by day, indicator
            """, new { museum, from = From() });
        return [.. days.GroupBy(d => (d.Day.Year, d.Day.Month, d.Indicator)).Select(g => g.Last()).OrderBy(d => d.Day)];
    }

    /// <summary>Every count kept, streaming, oldest first; of one museum, or of all.</summary>
    public async IAsyncEnumerable<DayCount> All(IReadOnlyList<string>? museums, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        await foreach (var day in connection.QueryUnbufferedAsync<DayCount>("select museum_id, day, indicator, count, total from quality_day order by day, museum_id, indicator"))
        {
            if (museums is null || museums.Contains(day.MuseumId))
            {
                yield return day;
            }
        }
    }

    /// <summary>By museum: how complete its notices became since the first count of the last twelve months.</summary>
    public async Task<IReadOnlyDictionary<string, Progress>> Progress(IReadOnlyList<MuseumQuality> now, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var first = await connection.QueryAsync<DayCount>("""
            select q.museum_id, q.day, q.indicator, q.count, q.total from quality_day q
            join (select museum_id, min(day) as day from quality_day where day >= @from and indicator = @Main group by museum_id) f on f.museum_id = q.museum_id and f.day = q.day
            where q.indicator = @Main
            """, new { from = From(), Main });
        var then = first.ToDictionary(f => f.MuseumId, StringComparer.Ordinal);
        var main = Indicator.All[Indicator.At(Main)];
        return now.Where(m => then.TryGetValue(m.Museum.Id, out var f) && f.Day < ParisDay.Today(clock))
            .ToDictionary(m => m.Museum.Id, m => new Progress(then[m.Museum.Id].Day, (100 * m.Good(main)) - then[m.Museum.Id].Good), StringComparer.Ordinal);
    }

    private DateOnly From() => ParisDay.Today(clock).AddMonths(-12);
}
