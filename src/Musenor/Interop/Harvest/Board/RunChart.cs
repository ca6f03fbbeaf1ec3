using System.Globalization;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Board;

/// <summary>A bar of the drawing; hollow and crossed where the run did not end well: no colour tells it.</summary>
internal sealed record RunBar(double X, double Y, double Width, double Height, bool IsSound, double Middle);

/// <summary>Bars of the last runs, oldest first. Lengths in units of the drawing; no script, no style.</summary>
internal sealed class RunChart
{
    public const int Width = 420;
    public const int Height = 190;
    public const int Left = 8;
    public const int Right = 412;
    public const int Top = 26;
    public const int Bottom = 164;
    public const int Most = 30;

    private static readonly Texts Words = Texts.Of("Interop");

    /// <summary>What may be drawn: key of its words, the figure, how it is said.</summary>
    private static readonly (string Key, Func<RunLine, double> Figure, Func<double, string> Said)[] Measures =
    [
        ("seen", l => l.Run.Seen, v => Typography.Number((long)v)),
        ("time", l => (l.Lasted ?? TimeSpan.Zero).TotalSeconds, v => BoardWords.Long(TimeSpan.FromSeconds(v))),
        ("page", l => l.Pages.P95Ms, v => $"{Typography.Number((long)v)} ms"),
    ];

    private RunChart(string key, IReadOnlyList<RunBar> bars, string most, string sentence, IReadOnlyList<string> values) => (Key, Bars, Highest, Sentence, Values) = (key, bars, most, sentence, values);

    public string Key { get; }

    public IReadOnlyList<RunBar> Bars { get; }

    /// <summary>What the highest bar stands for.</summary>
    public string Highest { get; }

    /// <summary>What the drawing shows, in one sentence.</summary>
    public string Sentence { get; }

    /// <summary>The same figures, for the table.</summary>
    public IReadOnlyList<string> Values { get; }

    public string Title => Words[$"Harvest.Chart.{Key}"];

    /// <summary>None before there are two runs to compare.</summary>
    /// <param name="runs">Oldest first.</param>
    public static IReadOnlyList<RunChart> Of(IReadOnlyList<RunLine> runs) => runs.Count < 2 ? [] : [.. Measures.Select(m => Draw(m.Key, runs, m.Figure, m.Said))];

    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static RunChart Draw(string key, IReadOnlyList<RunLine> runs, Func<RunLine, double> figure, Func<double, string> said)
    {
        var most = Math.Max(1, runs.Max(figure));
        var step = (double)(Right - Left) / runs.Count;
        var bars = runs.Select((run, i) =>
        {
            // Nothing at all is a line still: the run took place.
            var height = Math.Max(2, figure(run) / most * (Bottom - Top));
            var width = Math.Min(24, step * 0.7);
            var middle = Left + (step * (i + 0.5));
            return new RunBar(middle - (width / 2), Bottom - height, width, height, run.Run.State is not (Runs.HarvestRun.Failed or Runs.HarvestRun.Incomplete or Runs.HarvestRun.Cancelled), middle);
        });
        return new RunChart(key, [.. bars], said(most), Words[$"Harvest.Chart.{key}.text", runs.Count, said(figure(runs[^1])), said(most)], [.. runs.Select(r => said(figure(r)))]);
    }
}
