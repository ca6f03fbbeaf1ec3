using System.Globalization;
using System.Text;
using System.Xml;
using Heritage.Standards.Text;

namespace Heritage.Standards.OaiPmh;

/// <summary>The head of a record (protocol §2.5).</summary>
/// <param name="Sets">The most precise ones; their parents are implied.</param>
public sealed record OaiHeader(string Identifier, string Datestamp, bool IsDeleted, IReadOnlyList<string> Sets);

/// <summary>
/// Writes one answer (protocol §3.2) in memory, in UTF-8 without mark: whoever sends it knows its length, and a fault while it is made never leaves
/// half of it. Texts pass through <see cref="XmlCharacters"/>.
/// </summary>
public sealed class OaiAnswerWriter : IDisposable
{
    public const string Namespace = "http://www.openarchives.org/OAI/2.0/";
    public const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    // Characters are cleaned before: checking them again would cost a third of the time.
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false, CloseOutput = false };

    private readonly MemoryStream _bytes = new(64 * 1024);

    /// <param name="snapshot">The instant of the data that is told, not that of the sending.</param>
    /// <param name="baseUrl">As harvesters are to write it.</param>
    /// <param name="request">Null when it was illegal: then no argument is told (§3.2).</param>
    public OaiAnswerWriter(DateTimeOffset snapshot, string baseUrl, OaiRequest? request)
    {
        Xml = XmlWriter.Create(_bytes, Settings);
        Xml.WriteStartDocument();
        Xml.WriteStartElement(null, "OAI-PMH", Namespace);
        Xml.WriteAttributeString("xmlns", "xsi", null, Instance);
        Xml.WriteAttributeString("xsi", "schemaLocation", Instance, $"{Namespace} {Namespace}OAI-PMH.xsd");
        Text("responseDate", OaiDate.Text(snapshot));
        Xml.WriteStartElement(null, "request", Namespace);
        if (request is not null)
        {
            Xml.WriteAttributeString("verb", request.Verb.ToString());
            foreach (var (name, value) in request.Arguments)
            {
                Xml.WriteAttributeString(name, value);
            }
        }

        Xml.WriteString(baseUrl);
        Xml.WriteEndElement();
    }

    /// <summary>For what is written in other namespaces.</summary>
    public XmlWriter Xml { get; }

    /// <summary>How much is written so far.</summary>
    public long Length
    {
        get
        {
            Xml.Flush();
            return _bytes.Length;
        }
    }

    public void Errors(IEnumerable<OaiError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var error in errors)
        {
            Xml.WriteStartElement(null, "error", Namespace);
            Xml.WriteAttributeString("code", error.Code.ToString());
            Xml.WriteString(XmlCharacters.Clean(error.Words));
            Xml.WriteEndElement();
        }
    }

    public void Open(string name) => Xml.WriteStartElement(null, name, Namespace);

    public void Close() => Xml.WriteEndElement();

    public void Text(string name, string text)
    {
        Xml.WriteStartElement(null, name, Namespace);
        Xml.WriteString(XmlCharacters.Clean(text));
        Xml.WriteEndElement();
    }

    public void Header(OaiHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Open("header");
        if (header.IsDeleted)
        {
            Xml.WriteAttributeString("status", "deleted");
        }

        Text("identifier", header.Identifier);
        Text("datestamp", header.Datestamp);
        foreach (var set in header.Sets)
        {
            Text("setSpec", set);
        }

        Close();
    }

    /// <summary>After the last record of a list of several pages the element is there and empty; a list of one page has none (§3.5).</summary>
    public void Token(string? token, long cursor, long total, DateTimeOffset? expires)
    {
        Open("resumptionToken");
        if (token is not null && expires is { } until)
        {
            Xml.WriteAttributeString("expirationDate", OaiDate.Text(until));
        }

        Xml.WriteAttributeString("completeListSize", total.ToString(CultureInfo.InvariantCulture));
        Xml.WriteAttributeString("cursor", cursor.ToString(CultureInfo.InvariantCulture));
        if (token is not null)
        {
            Xml.WriteString(token);
        }

        Close();
    }

    /// <summary>The whole answer.</summary>
    public ReadOnlyMemory<byte> End()
    {
        Xml.WriteEndDocument();
        Xml.Flush();
        return _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);
    }

    public void Dispose()
    {
        Xml.Dispose();
        _bytes.Dispose();
    }
}
