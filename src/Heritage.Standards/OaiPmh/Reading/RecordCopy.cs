using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>
/// Copies one record out of its answer so that it stands alone: the envelope in the namespace of the protocol, the namespaces declared around
/// it on it, known misspelt namespaces as they are meant, comments left behind.
/// </summary>
internal sealed class RecordCopy(XmlReader reader, ReadingOptions options, OaiAnswer answer)
{
    private const int LongestRaw = 200_000;

    private static readonly XmlWriterSettings Writing = new()
    {
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
        NewLineHandling = NewLineHandling.Entitize,
        CheckCharacters = true,
    };

    private readonly StringBuilder _text = new();
    private readonly List<string> _sets = [];
    private XmlWriter _writer = null!;
    private string _id = "";
    private string _datestamp = "";
    private string _setSpec = "";
    private bool _isDeleted;
    private bool _hasMetadata;
    private bool _isMended;
    private int _floor;

    /// <summary>Reads the element where the reader stands, to after its end, and adds it to the answer.</summary>
    /// <param name="around">Namespaces declared around it.</param>
    /// <param name="isRepaired">Its text was mended before it was parsed.</param>
    public void Record(IReadOnlyList<(string Prefix, string Uri)> around, bool isRepaired)
    {
        _floor = reader.Depth;
        using (_writer = XmlWriter.Create(_text, Writing))
        {
            _writer.WriteStartElement("", "record", KnownNamespaces.Oai);
            foreach (var (prefix, uri) in around)
            {
                if (prefix is not ("" or "xml") && reader.GetAttribute($"xmlns:{prefix}") is null)
                {
                    _writer.WriteAttributeString("xmlns", prefix, null, KnownNamespaces.Of(uri));
                }
            }

            Attributes(isEnvelope: true);
            Children(Part);
            _writer.WriteEndElement();
        }

        Settle(isRepaired);
    }

    /// <summary>A header of ListIdentifiers.</summary>
    public void Header()
    {
        _floor = reader.Depth;
        using (_writer = XmlWriter.Create(_text, Writing))
        {
            Part("header");
        }

        _text.Clear();
        _hasMetadata = true;
        Settle(false);
    }

    private void Settle(bool isRepaired)
    {
        var xml = _text.ToString();
        if (_isMended)
        {
            answer.Flags.Add("mojibake");
        }

        if (_id.Length == 0)
        {
            Broken("MISSING-ID", "No identifier in the header.");
        }
        else if (!_isDeleted && !_hasMetadata)
        {
            Broken("MISSING-METADATA", "The record is not deleted and has no metadata.");
        }
        else
        {
            answer.Records.Add(new ReadRecord(_id, LenientDate.Normal(_datestamp), _isDeleted, _sets, xml, Hash(xml), isRepaired || _isMended));
        }

        void Broken(string code, string message) => answer.Broken.Add(new BrokenRecord(answer.Position, _id.Length == 0 ? null : _id, code, message, Cut(xml)));
    }

    public static string Cut(string raw) => raw.Length <= LongestRaw ? raw : raw[..LongestRaw];

    private string Hash(string xml)
    {
        // A deleted record says nothing but that.
        var end = _isDeleted ? -1 : xml.IndexOf("</header>", StringComparison.Ordinal);
        var said = _isDeleted ? "deleted" : string.Concat(xml.AsSpan(end < 0 ? 0 : end), string.Join(' ', _sets.Order(StringComparer.Ordinal)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)));
    }

    /// <summary>header, metadata, about, or what a source adds beside them.</summary>
    private void Part(string name)
    {
        _writer.WriteStartElement("", name, KnownNamespaces.Oai);
        _isDeleted |= name == "header" && string.Equals(reader.GetAttribute("status")?.Trim(), "deleted", StringComparison.OrdinalIgnoreCase);
        Attributes(isEnvelope: true);
        if (name == "header")
        {
            Children(Said);
        }
        else
        {
            Content(name == "metadata");
        }

        _writer.WriteEndElement();
    }

    private void Said(string name)
    {
        _writer.WriteStartElement("", name, KnownNamespaces.Oai);
        var text = Text();
        _writer.WriteString(text);
        _writer.WriteEndElement();
        switch (name)
        {
            case "identifier":
                _id = text;
                break;
            case "datestamp":
                _datestamp = text;
                break;
            case "setSpec" when text.Length > 0:
                _setSpec = text;
                _sets.Add(_setSpec);
                break;
        }
    }

    private string Text()
    {
        var text = new StringBuilder();
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                {
                    text.Append(reader.Value);
                }
            }
        }

        return text.ToString().Trim();
    }

    /// <summary>Calls for each child element; the reader ends on the end of the parent.</summary>
    private void Children(Action<string> child)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                child(reader.LocalName);
            }
        }
    }

    /// <summary>Everything below, as it is; the reader ends on the end of the parent.</summary>
    private void Content(bool isMetadata)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    _hasMetadata |= isMetadata;
                    Element();
                    break;
                case XmlNodeType.EndElement:
                    _writer.WriteEndElement();
                    break;
                case XmlNodeType.CDATA or XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    _writer.WriteString(Mended(reader.Value));
                    break;
            }
        }
    }

    private void Element()
    {
        if (reader.Depth - _floor > options.MostDepth)
        {
            throw new TooDeep();
        }

        var isEmpty = reader.IsEmptyElement;
        _writer.WriteStartElement(reader.Prefix, reader.LocalName, Namespace(reader.NamespaceURI));
        Attributes(isEnvelope: false);
        if (isEmpty)
        {
            _writer.WriteEndElement();
        }
    }

    private void Attributes(bool isEnvelope)
    {
        if (!reader.MoveToFirstAttribute())
        {
            return;
        }

        do
        {
            if (reader.Prefix == "xmlns")
            {
                _writer.WriteAttributeString("xmlns", reader.LocalName, null, Namespace(reader.Value));
            }
            else if (reader.Prefix.Length == 0 && reader.LocalName == "xmlns")
            {
                if (!isEnvelope)
                {
                    _writer.WriteAttributeString("xmlns", Namespace(reader.Value));
                }
            }
            else
            {
                _writer.WriteAttributeString(reader.Prefix, reader.LocalName, Namespace(reader.NamespaceURI), Mended(reader.Value));
            }
        }
        while (reader.MoveToNextAttribute());
        reader.MoveToElement();
    }

    private string Namespace(string uri)
    {
        var meant = KnownNamespaces.Of(uri);
        if (!ReferenceEquals(meant, uri) && meant != uri)
        {
            answer.Flags.Add("namespaces");
        }

        return meant;
    }

    private string Mended(string value)
    {
        if (!options.MayRepair)
        {
            return value;
        }

        var meant = Mojibake.Repair(value);
        _isMended |= !ReferenceEquals(meant, value) && meant != value;
        return meant;
    }
}

/// <summary>Elements within elements beyond what any format of the profession needs.</summary>
internal sealed class TooDeep() : XmlException("Elements are nested too deep.");
