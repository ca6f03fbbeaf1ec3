using Musenor.Collections.Generation;

namespace Musenor.Collections.Media.Drawing;

/// <summary>The kinds of drawings, each a handful of simple shapes placed by chance.</summary>
internal static class Compositions
{
    private static readonly string[] Numbers = ["", "un", "deux", "trois", "quatre", "cinq"];

    public static string StillLife(Sheet sheet, Palette colours, Dice dice)
    {
        var (w, h) = (sheet.Width, sheet.Height);
        var table = h * (0.62 + (dice.Share() * 0.1));
        sheet.Rectangle(0, 0, w, h, colours.Wall);
        sheet.Rectangle(0, table, w, h - table, colours.Ground);
        sheet.Rectangle(0, table, w, h * 0.012, colours.Ink, 0.35);
        var count = dice.Between(2, 4);
        for (var i = 0; i < count; i++)
        {
            Vessel(sheet, colours, dice, w * (i + 0.75) / (count + 0.5), table + (h * (0.06 + (dice.Share() * 0.12))), w * (0.06 + (dice.Share() * 0.05)), h * (0.28 + (dice.Share() * 0.22)));
        }

        var fruits = dice.Between(2, 5);
        for (var i = 0; i < fruits; i++)
        {
            var (x, y, r) = (w * (0.15 + (dice.Share() * 0.7)), h * (0.8 + (dice.Share() * 0.08)), w * (0.025 + (dice.Share() * 0.02)));
            sheet.Ellipse(x, y + r, r * 1.2, r * 0.3, colours.Ink, 0.3);
            sheet.Circle(x, y, r, colours.One(dice));
            sheet.Circle(x - (r * 0.3), y - (r * 0.3), r * 0.25, "#fff", 0.5);
        }

        return $"nature morte avec {Numbers[count]} vases et {Numbers[fruits]} fruits";
    }

    public static string Landscape(Sheet sheet, Palette colours, Dice dice)
    {
        var (w, h) = (sheet.Width, sheet.Height);
        sheet.Rectangle(0, 0, w, h, colours.Wall);
        sheet.Circle(w * (0.2 + (dice.Share() * 0.6)), h * (0.18 + (dice.Share() * 0.15)), h * 0.08, colours.Colours[3]);
        for (var hill = 0; hill < 4; hill++)
        {
            var y = h * (0.42 + (hill * 0.14));
            var points = new List<(double, double)> { (0, h) };
            for (var step = 0; step <= 12; step++)
            {
                points.Add((w * step / 12.0, y + (Math.Sin((step * 0.7) + (dice.Share() * 1.4) + hill) * h * 0.05)));
            }

            points.Add((w, h));
            sheet.Area(points, hill == 3 ? colours.Ground : colours.Colours[(hill + 1) % colours.Colours.Length], 0.9);
        }

        var trees = dice.Between(3, 5);
        for (var i = 0; i < trees; i++)
        {
            var (x, y, size) = (w * (0.08 + (dice.Share() * 0.84)), h * (0.66 + (dice.Share() * 0.2)), h * (0.06 + (dice.Share() * 0.05)));
            sheet.Path($"M{x:0.#} {y:0.#}V{y - (size * 1.6):0.#}", "none", colours.Ink, w * 0.006);
            sheet.Ellipse(x, y - (size * 1.8), size * 0.55, size, colours.Colours[0]);
        }

        return $"paysage de collines avec {Numbers[trees]} arbres";
    }

    public static string Geometry(Sheet sheet, Palette colours, Dice dice)
    {
        var (w, h) = (sheet.Width, sheet.Height);
        sheet.Rectangle(0, 0, w, h, colours.Wall);
        for (var i = 0; i < 9; i++)
        {
            var (x, y, size) = (w * dice.Share(), h * dice.Share(), w * (0.08 + (dice.Share() * 0.22)));
            switch (dice.Below(3))
            {
                case 0:
                    sheet.Circle(x, y, size * 0.6, colours.One(dice), 0.8);
                    break;
                case 1:
                    sheet.Rectangle(x - (size / 2), y - (size / 2), size, size * (0.4 + dice.Share()), colours.One(dice), 0.8);
                    break;
                default:
                    sheet.Path($"M{x:0.#} {y:0.#}l{size:0.#} {-size * dice.Share():0.#}l{-size * 0.3:0.#} {size * 1.3:0.#}z", colours.One(dice), opacity: 0.85);
                    break;
            }
        }

        sheet.Path($"M{w * 0.05:0.#} {h * dice.Share():0.#}L{w * 0.95:0.#} {h * dice.Share():0.#}", "none", colours.Ink, w * 0.008);
        return "composition de cercles, de rectangles et de triangles";
    }

    public static string Fabric(Sheet sheet, Palette colours, Dice dice)
    {
        var (w, h) = (sheet.Width, sheet.Height);
        sheet.Rectangle(0, 0, w, h, colours.Colours[dice.Below(2)]);
        var (columns, petals, first, second) = (dice.Between(4, 7), dice.Between(4, 8), colours.Colours[3], colours.Colours[2]);
        var step = w / (double)columns;
        for (var row = 0; row * step < h + step; row++)
        {
            for (var column = 0; column <= columns; column++)
            {
                var (x, y) = ((column + (row % 2 * 0.5)) * step, (row + 0.5) * step);
                for (var petal = 0; petal < petals; petal++)
                {
                    var turn = 360.0 * petal / petals;
                    var (dx, dy) = (Math.Cos(turn * Math.PI / 180) * step * 0.2, Math.Sin(turn * Math.PI / 180) * step * 0.2);
                    sheet.Ellipse(x + dx, y + dy, step * 0.15, step * 0.07, first, 0.95, turn);
                }

                sheet.Circle(x, y, step * 0.07, second);
            }

            sheet.Rectangle(0, (row + 1) * step - (step * 0.02), w, step * 0.03, colours.Ink, 0.25);
        }

        return $"étoffe à motif de fleurs à {petals} pétales";
    }

    public static string Plate(Sheet sheet, Palette colours, Dice dice)
    {
        var (w, h) = (sheet.Width, sheet.Height);
        var (x, y, r) = (w / 2.0, h * 0.49, Math.Min(w, h) * 0.4);
        sheet.Rectangle(0, 0, w, h, colours.Wall);
        sheet.Ellipse(x, y + (r * 0.08), r * 1.03, r * 1.02, colours.Ink, 0.25);
        sheet.Circle(x, y, r, "#f7f3ea", 1, colours.Colours[0], r * 0.03);
        sheet.Circle(x, y, r * 0.66, "none", 1, colours.Colours[0], r * 0.015);
        var petals = dice.Between(8, 18);
        for (var i = 0; i < petals; i++)
        {
            var turn = 360.0 * i / petals;
            var (dx, dy) = (Math.Cos(turn * Math.PI / 180), Math.Sin(turn * Math.PI / 180));
            sheet.Ellipse(x + (dx * r * 0.82), y + (dy * r * 0.82), r * 0.11, r * 0.05, colours.Colours[i % 2], 0.95, turn + 45);
        }

        for (var ring = 3; ring > 0; ring--)
        {
            sheet.Circle(x, y, r * 0.13 * ring, colours.Colours[(ring + 1) % 5], 0.9);
        }

        return $"pièce ronde ornée de {petals} feuilles sur le bord";
    }

    public static string Bust(Sheet sheet, Palette colours, Dice dice)
    {
        var (w, h) = (sheet.Width, sheet.Height);
        var side = Math.Min(w, h * 0.8);
        var (x, head) = (w * (0.46 + (dice.Share() * 0.08)), side * 0.14);
        sheet.Rectangle(0, 0, w, h, colours.Colours[dice.Below(2)]);
        sheet.Rectangle(w * 0.06, h * 0.05, w * 0.88, h * 0.9, colours.Wall, 0.85);
        var (neck, shoulder) = ((h * 0.37) + (head * 1.1), side * (0.27 + (dice.Share() * 0.06)));
        sheet.Path($"M{x - shoulder:0.#} {h * 0.95:0.#}C{x - shoulder:0.#} {neck + (h * 0.08):0.#} {x - (head * 0.5):0.#} {neck + (h * 0.1):0.#} {x - (head * 0.4):0.#} {neck:0.#}H{x + (head * 0.4):0.#}C{x + (head * 0.5):0.#} {neck + (h * 0.1):0.#} {x + shoulder:0.#} {neck + (h * 0.08):0.#} {x + shoulder:0.#} {h * 0.95:0.#}Z", colours.One(dice));
        sheet.Ellipse(x, h * 0.37, head, head * 1.3, colours.Colours[3]);
        var (crown, brow, fringe) = ((h * 0.37) - (head * 2), (h * 0.37) - (head * 0.1), (h * 0.37) - (head * 0.9));
        sheet.Path($"M{x - head:0.#} {brow:0.#}C{x - head:0.#} {crown:0.#} {x + head:0.#} {crown:0.#} {x + head:0.#} {brow:0.#}C{x + (head * 0.6):0.#} {fringe:0.#} {x - (head * 0.6):0.#} {fringe:0.#} {x - head:0.#} {brow:0.#}Z", colours.Ink);
        if (dice.Chance(0.5))
        {
            sheet.Ellipse(x, (h * 0.37) - (head * 1.1), head * 1.5, head * 0.22, colours.Colours[0]);
            return "silhouette en buste, coiffée d’un chapeau, sans visage";
        }

        return "silhouette en buste, sans visage";
    }

    private static void Vessel(Sheet sheet, Palette colours, Dice dice, double x, double foot, double half, double height)
    {
        var (neck, belly, colour) = (half * (0.3 + (dice.Share() * 0.35)), half * (0.9 + (dice.Share() * 0.5)), colours.One(dice));
        sheet.Ellipse(x + (half * 0.4), foot, half * 1.5, half * 0.2, colours.Ink, 0.3);
        sheet.Path($"M{x - neck:0.#} {foot - height:0.#}C{x - (neck * 0.6):0.#} {foot - (height * 0.7):0.#} {x - belly:0.#} {foot - (height * 0.65):0.#} {x - belly:0.#} {foot - (height * 0.35):0.#}S{x - (half * 0.5):0.#} {foot:0.#} {x - (half * 0.5):0.#} {foot:0.#}H{x + (half * 0.5):0.#}S{x + belly:0.#} {foot - (height * 0.1):0.#} {x + belly:0.#} {foot - (height * 0.35):0.#}C{x + belly:0.#} {foot - (height * 0.65):0.#} {x + (neck * 0.6):0.#} {foot - (height * 0.7):0.#} {x + neck:0.#} {foot - height:0.#}Z", colour);
        sheet.Ellipse(x, foot - height, neck, neck * 0.25, colours.Ink, 0.7);
        sheet.Ellipse(x - (belly * 0.5), foot - (height * 0.42), belly * 0.12, height * 0.16, "#fff", 0.28);
        if (dice.Chance(0.5))
        {
            sheet.Rectangle(x - (belly * 0.93), foot - (height * 0.38), belly * 1.86, height * 0.05, colours.Colours[3], 0.85);
        }
    }
}
