using Musenor.Interop.Harvest.Fetching;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>From when to when a source is asked: one window, or month by month for those that cannot give much at once.</summary>
internal static class Windows
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Where an incremental run begins: before the mark, by at least two units of what the source can tell.</summary>
    public static string Before(string mark, string granularity, int overlap)
    {
        var back = TimeSpan.FromSeconds(Math.Max(overlap, 2));
        return (Listing.Instant(mark) - (granularity == "second" || back > Day ? back : Day)).Text();
    }

    /// <summary>The first window of a list. The first of several has no beginning, and the last no end: what a source says of its dates is not trusted.</summary>
    public static void First(HarvestRun run, string earliest = "")
    {
        var from = run.WindowFrom.Length > 0 ? run.WindowFrom : earliest;
        run.WindowUntil = run.Step.Length > 0 && from.Length > 0 ? End(run, Listing.Instant(from)) : "";
        run.Begin(run.WindowFrom);
    }

    public static void Next(HarvestRun run)
    {
        var from = Listing.Instant(run.WindowUntil) + (run.Granularity == "day" ? Day : TimeSpan.FromSeconds(1));
        run.WindowFrom = from.Text();
        run.WindowUntil = End(run, from);
        run.WindowRestarts = 0;
        run.Begin(run.WindowFrom);
    }

    private static string End(HarvestRun run, DateTimeOffset from)
    {
        var end = run.Step == "day" ? from + Day : from.AddMonths(1);
        return end >= Listing.Instant(run.FinalUntil) ? "" : end.Text();
    }
}
