using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>Text that XML 1.0 (§2.2) does not allow, made legal without touching anything else.</summary>
internal static partial class TextRepair
{
    /// <summary>Controls become blanks, lone surrogates and non-characters go; TAB, line ends and U+FFFD stay. The same object when all is legal.</summary>
    public static string Scrub(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (XmlConvert.IsXmlChar(c))
            {
                clean?.Append(c);
                continue;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean?.Append(c).Append(text[i + 1]);
                i++;
                continue;
            }

            clean ??= new StringBuilder(text, 0, i, text.Length);
            clean.Append(c < ' ' ? " " : "");
        }

        var kept = clean?.ToString() ?? text;
        return Numeric().IsMatch(kept) ? Numeric().Replace(kept, m => IsLegal(m) ? m.Value : " ") : kept;
    }

    /// <summary>Entities of HTML become their character, an ampersand that begins none becomes « &amp;amp; ».</summary>
    public static string Entities(string text) => Ampersand().Replace(text, m =>
    {
        if (m.Groups[1].Value is "amp" or "lt" or "gt" or "quot" or "apos" || m.Value.StartsWith("&#", StringComparison.Ordinal))
        {
            return m.Value;
        }

        var meant = m.Groups[1].Success ? WebUtility.HtmlDecode(m.Value) : m.Value;
        return meant != m.Value ? meant : string.Concat("&amp;", m.Value.AsSpan(1));
    });

    public static string Decoded(string text) => WebUtility.HtmlDecode(text);

    private static bool IsLegal(Match reference)
    {
        var digits = reference.Groups[1].Value;
        var isHex = digits[0] is 'x' or 'X';
        return int.TryParse(isHex ? digits[1..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && (code is 9 or 10 or 13 or (>= 0x20 and <= 0xd7ff) or (>= 0xe000 and <= 0xfffd) or (>= 0x10000 and <= 0x10ffff));
    }

    [GeneratedRegex(@"&#([xX][0-9a-fA-F]+|[0-9]+);")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"&(?:#(?:x[0-9a-fA-F]+|[0-9]+);|([A-Za-z][A-Za-z0-9]{1,31});)?")]
    private static partial Regex Ampersand();
}
