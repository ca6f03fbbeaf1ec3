using System.Xml;
using Heritage.Standards.Text;

namespace Heritage.Standards.Lido;

/// <summary>
/// Elements and qualified attributes of LIDO on an XML writer; texts pass through <see cref="XmlCharacters"/>. None is empty: an element is written
/// when the first text inside it is.
/// </summary>
internal sealed class LidoElements(XmlWriter xml)
{
    private readonly List<(string Name, string? Type, bool IsFrench)> _waiting = [];

    /// <summary>Texts written so far.</summary>
    public int Told { get; private set; }

    public void Open(string name, Action content, string? type = null, bool fr = false)
    {
        _waiting.Add((name, type, fr));
        var at = _waiting.Count;
        content();
        if (_waiting.Count == at)
        {
            _waiting.RemoveAt(at - 1);
        }
        else
        {
            xml.WriteEndElement();
        }
    }

    public void Text(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (text.Length == 0 || XmlCharacters.Clean(text) is var clean && string.IsNullOrWhiteSpace(clean))
        {
            return;
        }

        Begin();
        Told++;
        xml.WriteStartElement("lido", name, LidoWriter.Namespace);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString("lido", attribute, LidoWriter.Namespace, XmlCharacters.Clean(value));
        }

        xml.WriteString(clean);
        xml.WriteEndElement();
    }

    /// <summary>A term, with its address where its vocabulary has one.</summary>
    public void Concept(string name, string term, string? address = null, string? type = null) => Open(name, () =>
    {
        if (address is not null && !string.IsNullOrWhiteSpace(XmlCharacters.Clean(term)))
        {
            Text("conceptID", address, ("type", "uri"));
        }

        Text("term", term);
    }, type);

    private void Begin()
    {
        foreach (var (name, type, isFrench) in _waiting)
        {
            xml.WriteStartElement("lido", name, LidoWriter.Namespace);
            if (isFrench)
            {
                xml.WriteAttributeString("xml", "lang", null, "fr");
            }

            if (type is not null && XmlCharacters.Clean(type) is { Length: > 0 } kind)
            {
                xml.WriteAttributeString("lido", "type", LidoWriter.Namespace, kind);
            }
        }

        _waiting.Clear();
    }
}
