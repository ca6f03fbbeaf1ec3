using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Musenor.Web;

/// <summary>French spacing, for our own texts and labels only: what a museum wrote is shown as it was written.</summary>
public static partial class Typography
{
    private const char Hard = '\u00A0';
    private const char Narrow = '\u202F';

    /// <summary>Hard spaces where French wants them, in place of ordinary ones: none is added, so that « {0:N0} » and addresses are safe.</summary>
    public static string French(string text)
    {
        text = BeforeColon().Replace(text, Hard + "$1");
        text = BeforeMark().Replace(text, Narrow + "$1");
        text = AfterOpening().Replace(text, "«" + Hard);
        return Apostrophe().Replace(text, "’");
    }

    /// <summary>« XVIIIe siècle » with its raised letters; the rest of the text is encoded.</summary>
    public static IHtmlContent Century(string text)
    {
        var html = System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text);
        return new HtmlString(RaisedCentury().Replace(html, "$1<sup>$2</sup>"));
    }

    /// <summary>A century by its number: 18 → « XVIII<sup>e</sup> siècle », -1 → « I<sup>er</sup> siècle av. J.-C. ».</summary>
    public static IHtmlContent Century(int number)
    {
        var before = number < 0 ? $" av.{Hard}J.-C." : "";
        var rank = Math.Abs(number);
        return new HtmlString($"{Roman(rank)}<sup>{(rank == 1 ? "er" : "e")}</sup>{Hard}siècle{before}");
    }

    /// <summary>« 12 345 » with the narrow space of French numbers.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    public static string Roman(int number)
    {
        ReadOnlySpan<(int Value, string Sign)> signs =
            [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = "";
        foreach (var (value, sign) in signs)
        {
            for (; number >= value; number -= value)
            {
                roman += sign;
            }
        }

        return roman;
    }

    [GeneratedRegex("[ \u00A0\u202F]([:»%])")]
    private static partial Regex BeforeColon();

    [GeneratedRegex("[ \u00A0\u202F]([;!?])")]
    private static partial Regex BeforeMark();

    [GeneratedRegex("«[ \u00A0\u202F]")]
    private static partial Regex AfterOpening();

    [GeneratedRegex(@"(?<=\p{L})'(?=\p{L})")]
    private static partial Regex Apostrophe();

    [GeneratedRegex(@"\b([IVX]{1,5})(er|e)(?=\s+(?:siècle|s\.))")]
    private static partial Regex RaisedCentury();
}
