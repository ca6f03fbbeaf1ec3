using Musenor.Files.Images;

namespace Musenor.Collections.Media.Photographs;

/// <summary>The average colour of a picture, and the few that it is mostly made of.</summary>
public static class MainColours
{
    public const int Most = 4;
    private const int Side = 64;

    // Two colours of the list differ at least by this, in steps of a channel.
    private const int Apart = 48;

    /// <summary>« 8a7f6b 2d2a25 c9c2b4 »: the average first. Empty where nothing is opaque.</summary>
    public static string Of(byte[] pixels) => Of(Vips.Colours(pixels, Side));

    public static string Of(IReadOnlyList<(byte Red, byte Green, byte Blue)> pixels)
    {
        if (pixels.Count == 0)
        {
            return "";
        }

        var colours = new List<(int Red, int Green, int Blue)> { Mean(pixels) };
        // Boxes of 32 steps a side: each tells the mean of what it holds.
        foreach (var box in pixels.GroupBy(p => (p.Red >> 5, p.Green >> 5, p.Blue >> 5)).OrderByDescending(b => b.Count()).ThenBy(b => b.Key))
        {
            var colour = Mean([.. box]);
            if (colours.Skip(1).All(c => Math.Abs(c.Red - colour.Red) + Math.Abs(c.Green - colour.Green) + Math.Abs(c.Blue - colour.Blue) >= Apart))
            {
                colours.Add(colour);
            }

            if (colours.Count > Most)
            {
                break;
            }
        }

        return string.Join(' ', colours.Select(c => $"{c.Red:x2}{c.Green:x2}{c.Blue:x2}"));
    }

    /// <summary>The class of Assets/css/tints.css nearest to the average, for the place of a picture on its way; « » where there is none.</summary>
    public static string Tint(string colours)
    {
        if (colours.Length < 6 || !colours[..6].All(char.IsAsciiHexDigit))
        {
            return "";
        }

        // The channel on four levels: 0, 55, aa, ff.
        static char Level(string hex) => (char)('0' + ((Convert.ToInt32(hex, 16) + 42) / 85));
        return $"t{Level(colours[..2])}{Level(colours[2..4])}{Level(colours[4..6])}";
    }

    private static (int Red, int Green, int Blue) Mean(IReadOnlyList<(byte Red, byte Green, byte Blue)> pixels) =>
        ((int)pixels.Average(p => p.Red), (int)pixels.Average(p => p.Green), (int)pixels.Average(p => p.Blue));
}
