using System.Text;
using System.Xml;

namespace Heritage.Standards.Text;

/// <summary>
/// Makes any text fit for XML 1.0 (§2.2): what is forbidden there is so even as a character reference. Control characters become blanks, lone
/// surrogates and non-characters go, the C1 range — legal, but always Windows-1252 taken for Latin-1 — is read again as what it was, and the
/// whole is in normal form C.
/// </summary>
public static class XmlCharacters
{
    // Windows-1252, 0x80 to 0x9F; 0 where it has nothing.
    private const string Windows = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    /// <summary>The text itself when it needs nothing. Never throws; cleaning twice changes nothing.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (fit, ascii) = (true, true);
        for (var i = 0; i < text.Length && fit; i++)
        {
            var c = text[i];
            ascii &= c < 0x80;
            fit = c is >= ' ' and < '\u007f' or '\n' or '\t' or >= '\u00a0' and < '\ud800';
        }

        if (fit && ascii)
        {
            return text;
        }

        text = fit ? text : Repaired(text);
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    private static string Repaired(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                // U+1FFFE and its like are legal in XML, and no character of Unicode.
                if ((char.ConvertToUtf32(c, text[i + 1]) & 0xFFFE) != 0xFFFE)
                {
                    kept.Append(c).Append(text[i + 1]);
                }

                i++;
            }
            else if (c is >= '\u0080' and <= '\u009f')
            {
                kept.Append(Windows[c - 0x80] is var was and not '\0' ? was : ' ');
            }
            else if (XmlConvert.IsXmlChar(c))
            {
                kept.Append(c is '\r' or '\u007f' ? ' ' : c is >= '\ufdd0' and <= '\ufdef' ? '\ufffd' : c);
            }
            else if (c < ' ')
            {
                kept.Append(' ');
            }
        }

        return kept.ToString();
    }
}
