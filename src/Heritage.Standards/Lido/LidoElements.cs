using System.Xml;

namespace Heritage.Standards.Lido;

/// <summary>Elements and qualified attributes of LIDO on an XML writer; characters that XML forbids are left out.</summary>
internal sealed class LidoElements(XmlWriter xml)
{
    public void Open(string name, Action content, string? type = null, bool fr = false)
    {
        xml.WriteStartElement("lido", name, LidoWriter.Namespace);
        if (fr)
        {
            xml.WriteAttributeString("xml", "lang", null, "fr");
        }

        if (type is not null)
        {
            xml.WriteAttributeString("lido", "type", LidoWriter.Namespace, type);
        }

        content();
        xml.WriteEndElement();
    }

    public void Text(string name, string text, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement("lido", name, LidoWriter.Namespace);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString("lido", attribute, LidoWriter.Namespace, value);
        }

        xml.WriteString(Allowed(text));
        xml.WriteEndElement();
    }

    private static string Allowed(string text)
    {
        var allowed = true;
        for (var i = 0; i < text.Length && allowed; i++)
        {
            allowed = XmlConvert.IsXmlChar(text[i]) || (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]) && ++i > 0);
        }

        if (allowed)
        {
            return text;
        }

        var kept = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "" : rune.ToString());
        }

        return kept.ToString();
    }
}
