using System.Globalization;

namespace Heritage.Standards.Iiif;

/// <summary>The numbers of an image request: digits, and for some a decimal point; no sign, no exponent, no blank.</summary>
internal static class ImageNumbers
{
    // Beyond any image: larger numbers mean « to the edge » or are refused by the limits.
    private const int Largest = 1_000_000_000;

    /// <summary>A whole number of pixels; null when it is none.</summary>
    public static int? Whole(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) ? (int)Math.Min(Largest, double.Parse(text, CultureInfo.InvariantCulture)) : null;

    /// <summary>A number of at least zero; null when it is none. « .5 » and « 5. » are read.</summary>
    public static double? Decimal(string text) =>
        text.Any(char.IsAsciiDigit) && text.Count(c => c == '.') <= 1 && text.All(c => c == '.' || char.IsAsciiDigit(c))
            ? Math.Min(Largest, double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))
            : null;

    /// <summary>Exactly so many numbers parted by commas; null when one of them is none.</summary>
    public static double[]? List(string text, int count, Func<string, double?> read)
    {
        var numbers = text.Split(',').Select(read).ToArray();
        return numbers.Length == count && numbers.All(n => n is not null) ? [.. numbers.Select(n => n!.Value)] : null;
    }
}
