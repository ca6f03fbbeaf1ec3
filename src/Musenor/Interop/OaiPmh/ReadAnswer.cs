using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;
using Heritage.Standards.OaiPmh;

namespace Musenor.Interop.OaiPmh;

/// <summary>An answer of our own repository, read as a strict harvester reads it. Each question gives a sentence, or null when all is well.</summary>
internal sealed class ReadAnswer
{
    private static readonly XNamespace Oai = OaiAnswerWriter.Namespace;

    private readonly XElement? _root;

    private ReadAnswer(XElement? root) => _root = root;

    public static ReadAnswer Of(ReadOnlyMemory<byte> bytes)
    {
        using var stream = MemoryMarshal.TryGetArray(bytes, out var part) ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false) : new MemoryStream(bytes.ToArray());
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        try
        {
            return new ReadAnswer(XDocument.Load(reader).Root);
        }
        catch (XmlException)
        {
            return new ReadAnswer(null);
        }
    }

    public IReadOnlyList<string> Errors => [.. All("error").Select(e => (string?)e.Attribute("code") ?? "")];

    public IReadOnlyList<string> Identifiers => [.. All("header").Select(h => h.Element(Oai + "identifier")?.Value ?? "")];

    public string? Token => All("resumptionToken").FirstOrDefault()?.Value is { Length: > 0 } token ? token : null;

    public long? Cursor => (long?)All("resumptionToken").FirstOrDefault()?.Attribute("cursor");

    public string? Text(string name) => All(name).FirstOrDefault()?.Value;

    /// <summary>Of any namespace.</summary>
    public string? Named(string name) => _root?.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    public IReadOnlyList<string> Texts(string name) => [.. All(name).Select(e => e.Value)];

    /// <summary>Well formed, of the right namespace, dated, with the address that is told to harvesters, and the element of the verb unless errors.</summary>
    public string? Envelope(string baseUrl, string? verb)
    {
        if (_root is null)
        {
            return DepotCheck.Words("Fault.Xml");
        }

        if (_root.Name != Oai + "OAI-PMH")
        {
            return DepotCheck.Words("Fault.Root", _root.Name.LocalName);
        }

        return !IsSecond(Text("responseDate")) ? DepotCheck.Words("Fault.Date", Text("responseDate") ?? "")
            : Text("request") != baseUrl ? DepotCheck.Words("Fault.Address", Text("request") ?? "")
            : verb is not null && _root.Element(Oai + verb) is null ? DepotCheck.Words("Fault.Errors", string.Join(", ", Errors))
            : null;
    }

    /// <summary>Each header has an identifier of its own and a datestamp of the granularity that Identify tells.</summary>
    public string? Headers()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var header in All("header"))
        {
            var identifier = header.Element(Oai + "identifier")?.Value ?? "";
            var stamp = header.Element(Oai + "datestamp")?.Value;
            if (!identifier.StartsWith("oai:", StringComparison.Ordinal) || !seen.Add(identifier))
            {
                return DepotCheck.Words("Fault.Identifier", identifier);
            }

            if (!IsSecond(stamp))
            {
                return DepotCheck.Words("Fault.Date", stamp ?? "");
            }
        }

        return seen.Count == 0 ? DepotCheck.Words("Fault.NoHeader") : null;
    }

    /// <summary>Each record has metadata of one element, with elements of the namespace of its format; or is deleted and has none.</summary>
    public string? Records(OaiFormat format)
    {
        foreach (var record in All("record"))
        {
            var isDeleted = (string?)record.Element(Oai + "header")?.Attribute("status") == "deleted";
            var content = record.Element(Oai + "metadata")?.Elements().ToList();
            if (isDeleted ? content is not null : content is not [var one] || !one.DescendantsAndSelf().Any(e => e.Name.NamespaceName == format.Namespace))
            {
                return DepotCheck.Words("Fault.Metadata", record.Element(Oai + "header")?.Element(Oai + "identifier")?.Value ?? "");
            }
        }

        return null;
    }

    public static bool IsSecond(string? text) => text is not null && OaiDate.Parse(text) is { IsDay: false };

    private IEnumerable<XElement> All(string name) => _root?.Descendants(Oai + name) ?? [];
}
