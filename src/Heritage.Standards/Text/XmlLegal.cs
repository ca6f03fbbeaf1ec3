using System.Text;
using System.Xml;

namespace Heritage.Standards.Text;

/// <summary>Text as XML 1.0 allows it (§2.2): what is illegal there is illegal even as a reference, and a writer would throw.</summary>
public static class XmlLegal
{
    /// <summary>Control characters become blanks; lone surrogates, U+FFFE and U+FFFF fall. Most texts come back as they are.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = FirstFault(text);
        if (first < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text, 0, first, text.Length);
        for (var i = first; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else if (text[i] < ' ')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    private static int FirstFault(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
