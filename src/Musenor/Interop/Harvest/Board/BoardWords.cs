using System.Globalization;
using Musenor.Interop.Harvest.Runs;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Board;

/// <summary>How the board says instants, lengths of time, weights and what went wrong.</summary>
internal static class BoardWords
{
    private static readonly Texts Words = Texts.Of("Interop");

    public static string At(DateTimeOffset? instant) => instant is { } at ? ParisDay.Wall(at).ToString("d MMM yyyy, H:mm", CultureInfo.CurrentCulture) : "—";

    /// <summary>The day of a stored instant.</summary>
    public static string Day(string instant) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? ParisDay.Wall(at).ToString("d MMM yyyy", CultureInfo.CurrentCulture) : instant;

    /// <summary>« il y a 3 heures ».</summary>
    public static string Ago(DateTimeOffset instant, DateTimeOffset now)
    {
        var passed = now - instant;
        return passed < TimeSpan.FromMinutes(1) ? Words["Harvest.Ago.now"]
            : passed < TimeSpan.FromHours(1) ? Words["Harvest.Ago.minutes", (int)passed.TotalMinutes]
            : passed < TimeSpan.FromDays(2) ? Words["Harvest.Ago.hours", (int)passed.TotalHours]
            : Words["Harvest.Ago.days", (int)passed.TotalDays];
    }

    public static string Long(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.CurrentCulture, $"{time.TotalSeconds:0.#} s")
        : time < TimeSpan.FromHours(1) ? $"{(int)time.TotalMinutes} min {time.Seconds} s"
        : $"{(int)time.TotalHours} h {time.Minutes:00}";

    public static string Weight(long bytes) => bytes < 1_000_000 ? string.Create(CultureInfo.CurrentCulture, $"{bytes / 1000.0:0.#} Ko") : string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:0.#} Mo");

    /// <summary>« 22-6 » → « entre 22 h et 6 h ».</summary>
    public static string Hours(string hours) => Sources.Schedules.TryRead(hours, out var from, out var to) ? Words["Harvest.Between", from, to] : hours;

    public static string State(HarvestRun? run) => run is null ? Words["Harvest.Never"] : Words[$"Harvest.Run.{run.State}"].TrimEnd('.');

    /// <summary>« status 403 » → « La source a refusé de répondre (403). »; as it was written where no sentence is known.</summary>
    public static string Problem(string problem)
    {
        if (problem.Length == 0)
        {
            return "";
        }

        var parts = problem.Split(' ', 2);
        return Words.Find($"Harvest.Why.{parts[0]}") is not { } said ? problem : parts.Length > 1 ? $"{said.TrimEnd('.')} ({parts[1]})." : said;
    }

    /// <summary>What the journal of a run calls an incident.</summary>
    public static string Incident(string code) => Words.Find($"Harvest.Why.{code}") ?? Words.Find($"Harvest.Incident.{code}") ?? code;
}
