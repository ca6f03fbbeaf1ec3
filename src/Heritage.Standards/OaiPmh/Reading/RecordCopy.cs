using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>
/// Copies the records of an answer out of it, one after the other, so that each stands alone: the envelope in the namespace of the protocol, the namespaces declared around
/// it on it, known misspelt namespaces as they are meant, comments left behind. Not to be used again after it threw.
/// </summary>
internal sealed class RecordCopy(XmlReader reader, ReadingOptions options, OaiAnswer answer) : IDisposable
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
    private XmlWriter? _kept;
    private List<string> _sets = [];
    private string _id = "";
    private string _datestamp = "";
    private bool _isDeleted;
    private bool _hasMetadata;
    private bool _isMended;
    private int _floor;

    private XmlWriter Writer => _kept ??= XmlWriter.Create(_text, Writing);

    public void Dispose() => _kept?.Dispose();

    /// <summary>Reads the element where the reader stands, to after its end, and adds it to the answer.</summary>
    /// <param name="around">Namespaces declared around it.</param>
    /// <param name="isRepaired">Its text was mended before it was parsed.</param>
    public void Record(IReadOnlyList<(string Prefix, string Uri)> around, bool isRepaired)
    {
        Begin();
        Writer.WriteStartElement("", "record", KnownNamespaces.Oai);
        foreach (var (prefix, uri) in around)
        {
            if (prefix is not ("" or "xml") && reader.GetAttribute($"xmlns:{prefix}") is null)
            {
                Writer.WriteAttributeString("xmlns", prefix, null, KnownNamespaces.Of(uri));
            }
        }

        Attributes(isEnvelope: true);
        Children(Part);
        Writer.WriteEndElement();
        Writer.Flush();
        Settle(isRepaired);
    }

    /// <summary>A header of ListIdentifiers.</summary>
    public void Header()
    {
        Begin();
        Part("header");
        Writer.Flush();
        _text.Clear();
        _hasMetadata = true;
        Settle(false);
    }

    private void Begin()
    {
        _text.Clear();
        (_sets, _id, _datestamp) = ([], "", "");
        (_isDeleted, _hasMetadata, _isMended, _floor) = (false, false, false, reader.Depth);
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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (_isDeleted)
        {
            Append(hash, "deleted"); // it says nothing but that
        }
        else
        {
            Append(hash, xml.AsSpan(Math.Max(xml.IndexOf("</header>", StringComparison.Ordinal), 0)));
            Append(hash, string.Join(' ', _sets.Order(StringComparer.Ordinal)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<char> said)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(said.Length));
        hash.AppendData(bytes, 0, Encoding.UTF8.GetBytes(said, bytes));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>header, metadata, about, or what a source adds beside them.</summary>
    private void Part(string name)
    {
        Writer.WriteStartElement("", name, KnownNamespaces.Oai);
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

        Writer.WriteEndElement();
    }

    private void Said(string name)
    {
        Writer.WriteStartElement("", name, KnownNamespaces.Oai);
        var text = Text();
        Writer.WriteString(text);
        Writer.WriteEndElement();
        switch (name)
        {
            case "identifier":
                _id = text;
                break;
            case "datestamp":
                _datestamp = text;
                break;
            case "setSpec" when text.Length > 0:
                _sets.Add(text);
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
                    Writer.WriteEndElement();
                    break;
                case XmlNodeType.CDATA or XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    Writer.WriteString(Mended(reader.Value));
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
        Writer.WriteStartElement(reader.Prefix, reader.LocalName, Namespace(reader.NamespaceURI));
        Attributes(isEnvelope: false);
        if (isEmpty)
        {
            Writer.WriteEndElement();
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
                Writer.WriteAttributeString("xmlns", reader.LocalName, null, Namespace(reader.Value));
            }
            else if (reader.Prefix.Length == 0 && reader.LocalName == "xmlns")
            {
                if (!isEnvelope)
                {
                    Writer.WriteAttributeString("xmlns", Namespace(reader.Value));
                }
            }
            else
            {
                Writer.WriteAttributeString(reader.Prefix, reader.LocalName, Namespace(reader.NamespaceURI), Mended(reader.Value));
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
