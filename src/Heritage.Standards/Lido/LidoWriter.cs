using System.Globalization;
using System.Text;
using System.Xml;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Lido;

/// <summary>
/// Writes notices as LIDO (http://www.lido-schema.org), one <c>lido:lido</c> each, with the habits of the French profile LIDO-MC: record
/// identifier, type and source, type of object, title, events, museum with inventory number, measures, subjects, rights, pictures. Only elements
/// that 1.0 and 1.1 share are written. Descriptive parts are in <see cref="LidoDescription"/>; the table of fields is in docs/standards/lido.md.
/// </summary>
public static class LidoWriter
{
    public const string Namespace = "http://www.lido-schema.org";
    public const string SchemaAddress = "http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd";

    /// <summary>The schema of LIDO 1.0: the namespace is the same.</summary>
    public const string FirstSchemaAddress = "http://www.lido-schema.org/schema/v1.0/lido-v1.0.xsd";

    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true, CloseOutput = false };

    /// <summary>One record as a document of its own, in UTF-8.</summary>
    public static void Write(Stream to, PublishedWork work)
    {
        using var xml = XmlWriter.Create(to, Settings);
        xml.WriteStartDocument();
        Write(xml, work);
    }

    /// <summary>Many records in one <c>lido:lidoWrap</c>, written as they come: memory does not grow with their number.</summary>
    public static async Task Write(Stream to, IAsyncEnumerable<PublishedWork> works, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(works);
        await using var piece = new MemoryStream();
        using var xml = XmlWriter.Create(piece, Settings);
        xml.WriteStartDocument();
        xml.WriteStartElement("lido", "lidoWrap", Namespace);
        Schema(xml, SchemaAddress);
        await foreach (var work in works.WithCancellation(stop))
        {
            Write(xml, work);
            await Pass(xml, piece, to, stop);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
        await Pass(xml, piece, to, stop);
    }

    private static async Task Pass(XmlWriter xml, MemoryStream piece, Stream to, CancellationToken stop)
    {
        xml.Flush();
        await to.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), stop);
        piece.SetLength(0);
    }

    /// <summary>
    /// One record inside another document, with the declarations that it needs to be cut out of it.
    /// </summary>
    /// <param name="schema">As which of LIDO 1.0 and 1.1 it is announced.</param>
    public static void WriteInside(XmlWriter xml, PublishedWork work, string schema)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(work);
        xml.WriteStartElement("lido", "lido", Namespace);
        xml.WriteAttributeString("xmlns", "xsi", null, Instance);
        Schema(xml, schema);
        Content(xml, work);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, PublishedWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        xml.WriteStartElement("lido", "lido", Namespace);
        if (xml.LookupPrefix(Instance) is null)
        {
            Schema(xml, SchemaAddress);
        }

        Content(xml, work);
        xml.WriteEndElement();
    }

    private static void Schema(XmlWriter xml, string schema) => xml.WriteAttributeString("xsi", "schemaLocation", Instance, $"{Namespace} {schema}");

    private static void Content(XmlWriter xml, PublishedWork work)
    {
        var lido = new LidoElements(xml);
        var notice = work.Told();
        lido.Text("lidoRecID", $"{work.Page.Host}/{work.Reference}", ("type", "local"), ("source", work.Page.Host));
        lido.Text("objectPublishedID", work.Page.AbsoluteUri, ("type", "uri"));
        lido.Open("descriptiveMetadata", () => LidoDescription.Write(lido, work, notice), fr: true);
        lido.Open("administrativeMetadata", () => LidoAdministration.Write(lido, work, notice), fr: true);
    }

    /// <summary>Four figures, a sign before Christ (ISO 8601).</summary>
    internal static string Year(int year) => (year < 0 ? "-" : "") + Math.Abs(year).ToString("0000", CultureInfo.InvariantCulture);
}
