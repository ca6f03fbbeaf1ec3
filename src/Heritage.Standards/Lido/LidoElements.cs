using System.Xml;
using Heritage.Standards.Text;

namespace Heritage.Standards.Lido;

/// <summary>Elements and qualified attributes of LIDO on an XML writer; texts pass through <see cref="XmlCharacters"/>.</summary>
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
            xml.WriteAttributeString("lido", "type", LidoWriter.Namespace, XmlCharacters.Clean(type));
        }

        content();
        xml.WriteEndElement();
    }

    public void Text(string name, string text, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement("lido", name, LidoWriter.Namespace);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString("lido", attribute, LidoWriter.Namespace, XmlCharacters.Clean(value));
        }

        xml.WriteString(XmlCharacters.Clean(text));
        xml.WriteEndElement();
    }
}
