using System.Globalization;
using Musenor.Web;

namespace Musenor.Collections.Quality;

/// <summary>A line of the drawing: its name stands at its end, its marks tell it from the others without colour.</summary>
/// <param name="Points">« x,y x,y ».</param>
/// <param name="Dash">Of the stroke; null for a whole one.</param>
public sealed record TrendLine(string Name, string Points, string? Dash, IReadOnlyList<(double X, double Y)> Marks, double LabelY);

/// <summary>
/// The drawing of twelve months: shares of complete notices and of notices with a picture. Lengths in units of the drawing; a few kilobytes,
/// no script.
/// </summary>
public sealed class TrendChart
{
    public const int Width = 640;
    public const int Height = 240;
    public const int Left = 44;
    public const int Right = 500;
    public const int Top = 12;
    public const int Bottom = 204;

    private const int LabelHeight = 16;
    private static readonly Texts Words = Texts.Of("Collections");
    private static readonly (string Indicator, string? Dash)[] Drawn = [(ReadTrend.Main, null), (Indicator.NoImage, "6 4")];

    private TrendChart(IReadOnlyList<DateOnly> days, IReadOnlyList<TrendLine> lines, string sentence) => (Days, Lines, Sentence) = (days, lines, sentence);

    public IReadOnlyList<DateOnly> Days { get; }

    public IReadOnlyList<TrendLine> Lines { get; }

    /// <summary>What the drawing shows, in one sentence.</summary>
    public string Sentence { get; }

    /// <summary>Null before there are two days to compare.</summary>
    public static TrendChart? Of(IReadOnlyList<DayCount> counts)
    {
        var days = counts.Select(c => c.Day).Distinct().Order().ToList();
        if (days.Count < 2)
        {
            return null;
        }

        var lines = new List<TrendLine>();
        foreach (var (indicator, dash) in Drawn)
        {
            var marks = counts.Where(c => c.Indicator == indicator).OrderBy(c => c.Day).Select(c => (X: X(c.Day, days), Y: Y(c.Good))).ToList();
            if (marks.Count > 1)
            {
                // Two names never lie on each other.
                var label = marks[^1].Y + 4;
                label = lines.Any(l => Math.Abs(l.LabelY - label) < LabelHeight) ? lines[^1].LabelY + (label < lines[^1].LabelY ? -LabelHeight : LabelHeight) : label;
                lines.Add(new TrendLine(Words[$"Quality.Chart.{indicator}"], string.Join(' ', marks.Select(m => $"{Figure(m.X)},{Figure(m.Y)}")), dash, marks, label));
            }
        }

        return new TrendChart(days, lines, Conclusion([.. counts.Where(c => c.Indicator == ReadTrend.Main).OrderBy(c => c.Day)]));
    }

    public double X(DateOnly day) => X(day, Days);

    public static double Y(double share) => Bottom - (share / 100 * (Bottom - Top));

    public static string Figure(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static double X(DateOnly day, List<DateOnly> days) => X(day, (IReadOnlyList<DateOnly>)days);

    private static double X(DateOnly day, IReadOnlyList<DateOnly> days) =>
        Left + ((double)(day.DayNumber - days[0].DayNumber) / (days[^1].DayNumber - days[0].DayNumber) * (Right - Left));

    private static string Conclusion(IReadOnlyList<DayCount> main)
    {
        if (main.Count < 2)
        {
            return "";
        }

        var (first, last) = (Math.Round(main[0].Good), Math.Round(main[^1].Good));
        return Words[first == last ? "Quality.Chart.Same" : last > first ? "Quality.Chart.Up" : "Quality.Chart.Down", first, last, Math.Abs(last - first), main[0].Day];
    }
}
