using System.Xml;
using System.Xml.Linq;

namespace Heritage.Standards.Lido;

/// <summary>
/// Streaming reader of LIDO 1.0 and 1.1 (namespace <c>http://www.lido-schema.org</c>): records inside <c>lidoWrap</c>, one <c>lido</c> alone, or
/// the answers GetRecord and ListRecords of OAI-PMH. One record is in memory at a time. Document type definitions are refused, and nothing
/// outside the text is ever fetched.
/// </summary>
public static class LidoReader
{
    /// <summary>Namespace of both versions.</summary>
    public const string Namespace = "http://www.lido-schema.org";

    /// <summary>Characters of one record; a larger one is answered with a problem.</summary>
    public const int LargestRecord = 4_000_000;
    private const int Deepest = 100;

    /// <summary>True when an element of LIDO comes within the first elements of the text.</summary>
    public static bool LooksLike(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var xml = Open(text);
            for (var elements = 0; elements < 50 && xml.Read();)
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    elements++;
                    if (xml.NamespaceURI == Namespace)
                    {
                        return true;
                    }
                }
            }
        }
        catch (XmlException)
        {
            // No XML, or broken before it says what it is.
        }

        return false;
    }

    /// <summary>Every record of the text as Joconde fields (see <see cref="LidoMapping"/>), streaming.</summary>
    /// <exception cref="XmlException">The text is no well-formed XML, or has a document type definition.</exception>
    public static IEnumerable<LidoNotice> Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var xml = Open(text);
        long number = 0;
        xml.Read();
        while (!xml.EOF)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "lido", NamespaceURI: Namespace })
            {
                number++;
                var (record, problem) = Record(xml);
                yield return problem is null ? LidoMapping.Notice(record, number) : new LidoNotice(number, [], problem);
            }
            else
            {
                xml.Read();
            }
        }
    }

    private static XmlReader Open(TextReader text) => XmlReader.Create(text, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    });

    /// <summary>The element where the reader stands, and the reader after it. Too large or too deep, it is passed over.</summary>
    private static (XElement Record, string? Problem) Record(XmlReader xml)
    {
        var root = new XElement("record");
        var at = root;
        var (depth, length) = (0, 0L);
        string? problem = null;
        do
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = xml.IsEmptyElement;
                    problem ??= depth >= Deepest ? $"des éléments y sont emboîtés sur plus de {Deepest} niveaux" : null;
                    if (problem is null)
                    {
                        var element = Element(xml, ref length);
                        at.Add(element);
                        at = isEmpty ? at : element;
                    }

                    depth += isEmpty ? 0 : 1;
                    break;
                case XmlNodeType.EndElement:
                    depth--;
                    at = problem is null ? at.Parent! : at;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    Text(xml, problem is null ? at : null, ref length);
                    break;
            }

            problem ??= length > LargestRecord ? $"la notice dépasse {LargestRecord} caractères" : null;
        }
        while (xml.Read() && depth > 0);

        return ((XElement?)root.FirstNode ?? root, problem);
    }

    /// <summary>Piece by piece: a text may be as long as the file.</summary>
    /// <param name="to">Null: it is passed over.</param>
    private static void Text(XmlReader xml, XElement? to, ref long length)
    {
        var part = new char[4096];
        for (int read; (read = xml.ReadValueChunk(part, 0, part.Length)) > 0;)
        {
            length += read;
            if (length <= LargestRecord)
            {
                to?.Add(new string(part, 0, read));
            }
        }
    }

    private static XElement Element(XmlReader xml, ref long length)
    {
        var element = new XElement(XName.Get(xml.LocalName, xml.NamespaceURI));
        length += xml.LocalName.Length;
        while (xml.MoveToNextAttribute())
        {
            if (xml.NamespaceURI != "http://www.w3.org/2000/xmlns/")
            {
                length += xml.Value.Length;
                element.SetAttributeValue(XName.Get(xml.LocalName, xml.NamespaceURI), xml.Value);
            }
        }

        xml.MoveToElement();
        return element;
    }
}

/// <summary>One record of LIDO as a Joconde notice.</summary>
/// <param name="Number">Rank in its text, from 1.</param>
/// <param name="Fields">Joconde codes to values; only what the record says.</param>
/// <param name="Problem">French clause when the record could not be read.</param>
public sealed record LidoNotice(long Number, Dictionary<string, string> Fields, string? Problem)
{
    /// <summary>French clauses on what could not be kept as it was written.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Name of the museum that keeps the object; empty when not said.</summary>
    public string MuseumName { get; init; } = "";

    /// <summary>Town of that museum; empty when not said.</summary>
    public string MuseumCity { get; init; } = "";
}
