using System.Globalization;
using System.Text;

namespace Musenor.Collections.Media.Drawing;

/// <summary>
/// « dessin de démonstration », drawn with strokes of our own: a picture must say what it is, even where no font is installed, and
/// be the same everywhere.
/// </summary>
internal static class Mention
{
    // One stroke path and one advance a letter, on a base line at 0, small letters 6 high.
    private static readonly Dictionary<char, (string Path, double Advance)> Letters = new()
    {
        ['a'] = ("M0-3a2.5 3 0 1 0 5 0a2.5 3 0 1 0-5 0M5-6V0", 7.2),
        ['d'] = ("M0-3a2.5 3 0 1 0 5 0a2.5 3 0 1 0-5 0M5-9.5V0", 7.2),
        ['e'] = ("M0-3.2H5A2.5 3 0 1 0 4.3-.8", 7.2),
        ['é'] = ("M0-3.2H5A2.5 3 0 1 0 4.3-.8M2-8L3.6-9.6", 7.2),
        ['i'] = ("M0-6V0M0-8.6V-8.5", 2.8),
        ['m'] = ("M0-6V0M0-3.5C.3-6.6 3.6-7 3.6-3.5V0M3.6-3.5C3.9-6.6 7.2-7 7.2-3.5V0", 9.6),
        ['n'] = ("M0-6V0M0-3.5C.3-6.6 4.6-7 4.6-3.5V0", 6.8),
        ['o'] = ("M0-3a2.5 3 0 1 0 5 0a2.5 3 0 1 0-5 0", 7.2),
        ['r'] = ("M0-6V0M0-3.5Q.4-6 3-5.9", 4.4),
        ['s'] = ("M4.2-5.2C3.5-6.3 .5-6.3 .5-4.5C.5-2.6 4.6-3.6 4.6-1.6C4.6.4 .9.3 .2-1", 6.6),
        ['t'] = ("M1.2-8.5V-1.5Q1.2 0 3.2-.2M-.6-6H3.2", 5),
    };

    private const string Words = "dessin de démonstration";
    private const double Space = 4.5;

    /// <summary>In the lower left corner, pale on a dark band.</summary>
    public static string Svg(double height, double size)
    {
        var (path, x) = (new StringBuilder(), 0.0);
        foreach (var c in Words)
        {
            if (c == ' ')
            {
                x += Space;
                continue;
            }

            var (letter, advance) = Letters[c];
            path.Append(CultureInfo.InvariantCulture, $"<path transform='translate({x:0.#} 0)' d='{letter}'/>");
            x += advance;
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            <g transform='translate({size * 9:0.#} {height - (size * 9):0.#}) scale({size:0.##})'><rect x='-5' y='-13' width='{x + 8:0.#}' height='17' rx='2' fill='#111' fill-opacity='.62'/><g fill='none' stroke='#fff' stroke-width='1.1' stroke-linecap='round' stroke-linejoin='round'>{path}</g></g>
            """);
    }
}
