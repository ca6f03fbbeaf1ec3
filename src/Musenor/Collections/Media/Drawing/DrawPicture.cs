using System.Text;
using Musenor.Collections.Generation;

namespace Musenor.Collections.Media.Drawing;

/// <summary>
/// A picture for a notice of the demonstration: drawn by the program, the same for the same number, with its mention in a corner.
/// It shows nothing that exists.
/// </summary>
internal static class DrawPicture
{
    public const string Kind = "drawn";
    public const string Credit = "Dessin fabriqué par le programme";

    private const ulong Seed = 0xD5A1;
    private const int Long = 960;

    /// <param name="domain">DOMN of the notice: it chooses the kind of drawing and its proportions.</param>
    public static (byte[] Svg, string Alt) Run(string domain, int number)
    {
        var dice = new Dice(Seed, (ulong)number);
        // Always 960 wide, so that every width of the list exists; the height gives the proportions.
        var sheet = new Sheet(Long, (int)(Long * dice.One(Proportions(domain))));
        var colours = Palette.One(dice, domain.Contains("photographie", StringComparison.Ordinal));
        var seen = Composition(domain, dice)(sheet, colours, dice);
        return (Encoding.UTF8.GetBytes(sheet.Svg()), $"Dessin de démonstration fabriqué par le programme : {seen}, {colours.Name}.");
    }

    private static double[] Proportions(string domain) =>
        IsOneOf(domain, "céramique", "numismatique", "verrerie", "émaillerie", "horlogerie") ? [1, 1]
        : IsOneOf(domain, "sculpture", "costume", "textile") ? [1.25, 1.35, 1]
        : [0.66, 0.75, 0.8, 1.2, 1.3];

    private static Func<Sheet, Palette, Dice, string> Composition(string domain, Dice dice)
    {
        if (IsOneOf(domain, "céramique", "numismatique", "émaillerie", "horlogerie", "verrerie"))
        {
            return dice.Chance(0.75) ? Compositions.Plate : Compositions.StillLife;
        }

        if (IsOneOf(domain, "costume", "textile"))
        {
            return dice.Chance(0.7) ? Compositions.Fabric : Compositions.Bust;
        }

        return domain.StartsWith("sculpture", StringComparison.Ordinal)
            ? dice.Chance(0.7) ? Compositions.Bust : Compositions.Geometry
            : dice.One<Func<Sheet, Palette, Dice, string>>([Compositions.StillLife, Compositions.Landscape, Compositions.Landscape, Compositions.Bust, Compositions.Geometry]);
    }

    private static bool IsOneOf(string domain, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (domain.StartsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
