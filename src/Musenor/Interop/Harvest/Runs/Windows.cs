using System.Globalization;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>From when to when a source is asked: one window, or month by month for those that cannot give much at once.</summary>
internal static class Windows
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // Repositories are younger. Some say year 1: month by month from there would be 24,000 empty answers.
    private const string Oldest = "1990-01-01";

    /// <summary>Where an incremental run begins: before the mark, by at least two units of what the source can tell.</summary>
    public static string Before(string mark, string granularity, int overlap)
    {
        var back = TimeSpan.FromSeconds(Math.Max(overlap, 2));
        return (Listing.Instant(mark) - (granularity == "second" || back > Day ? back : Day)).Text();
    }

    /// <summary>A list as the run asks it first, whatever windows the list before it ended in.</summary>
    public static void Origin(HarvestSource source, HarvestRun run)
    {
        var since = run.Kind == HarvestRun.Incremental && source.Selective != "off" && source.MarkPrefix == run.Prefix ? source.Mark : "";
        run.WindowFrom = since.Length == 0 ? "" : Before(since, run.Granularity, source.OverlapS);
        run.Step = source.Selective is "month" or "day" && run.Granularity != "none" ? source.Selective : "";
    }

    /// <summary>The first window of a list. The first of several has no beginning, and the last no end: what a source says of its dates is not trusted.</summary>
    public static void First(HarvestRun run, string earliest = "")
    {
        var from = run.WindowFrom.Length > 0 ? run.WindowFrom : earliest.Length > 0 && string.CompareOrdinal(earliest, Oldest) < 0 ? Oldest : earliest;
        run.WindowUntil = run.Step.Length > 0 && from.Length > 0 ? End(run, Listing.Instant(from)) : "";
        run.Begin(run.WindowFrom);
    }

    public static void Next(HarvestRun run)
    {
        var from = Listing.Instant(run.WindowUntil) + (run.Granularity == "day" ? Day : TimeSpan.FromSeconds(1));
        run.WindowFrom = from.Text();
        // A short window is for where it is crowded: each after it is twice as long.
        run.Step = long.TryParse(run.Step, CultureInfo.InvariantCulture, out var seconds) ? (seconds * 2).ToString(CultureInfo.InvariantCulture) : run.Step;
        run.WindowUntil = End(run, from);
        run.WindowRestarts = 0;
        run.Begin(run.WindowFrom);
    }

    /// <summary>Half of the window, from its beginning; what follows in windows that grow again. False when it is too short to be cut again.</summary>
    /// <param name="earliest">The oldest date that came, for a window without beginning.</param>
    public static bool Halve(HarvestRun run, string earliest)
    {
        var from = run.WindowFrom.Length > 0 ? run.WindowFrom : earliest;
        var until = run.WindowUntil.Length > 0 ? run.WindowUntil : run.FinalUntil.Length > 0 ? run.FinalUntil : run.Mark;
        if (run.Granularity == "none" || from.Length == 0 || until.Length == 0)
        {
            return false;
        }

        var half = (Listing.Instant(until) - Listing.Instant(from)) / 2;
        half = run.Granularity == "day" ? TimeSpan.FromDays(Math.Floor(half.TotalDays)) : TimeSpan.FromSeconds(Math.Floor(half.TotalSeconds));
        if (half < (run.Granularity == "day" ? Day : Shortest))
        {
            return false;
        }

        run.FinalUntil = run.FinalUntil.Length > 0 ? run.FinalUntil : until;
        run.Step = ((long)half.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        run.WindowUntil = (Listing.Instant(from) + half).Text();
        run.WindowRestarts = 0;
        run.Begin(run.WindowFrom);
        return true;
    }

    private static string End(HarvestRun run, DateTimeOffset from)
    {
        var end = run.Step switch
        {
            "day" => from + Day,
            "month" => from.AddMonths(1),
            _ => from.AddSeconds(long.Parse(run.Step, CultureInfo.InvariantCulture)),
        };
        return end >= Listing.Instant(run.FinalUntil) ? "" : end.Text();
    }
}
