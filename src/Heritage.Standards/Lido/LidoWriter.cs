using System.Globalization;
using System.Text;
using System.Xml;

namespace Heritage.Standards.Lido;

/// <summary>
/// Writes notices as LIDO 1.1 (http://www.lido-schema.org), one <c>lido:lido</c> each, with the habits of the French profile LIDO-MC: record
/// identifier, type and source, type of object, title, production, museum with inventory number, measures, subjects, rights, pictures.
/// Descriptive parts are in <see cref="LidoDescription"/>.
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
    public static void Write(Stream to, LidoRecord record)
    {
        using var xml = XmlWriter.Create(to, Settings);
        xml.WriteStartDocument();
        Write(xml, record);
    }

    /// <summary>Many records in one <c>lido:lidoWrap</c>, written as they come: memory does not grow with their number.</summary>
    public static async Task Write(Stream to, IAsyncEnumerable<LidoRecord> records, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        await using var piece = new MemoryStream();
        using var xml = XmlWriter.Create(piece, Settings);
        xml.WriteStartDocument();
        xml.WriteStartElement("lido", "lidoWrap", Namespace);
        Schema(xml);
        await foreach (var record in records.WithCancellation(stop))
        {
            Write(xml, record);
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
    /// One record inside another document, with the declarations that it needs to be cut out of it. Only elements that LIDO 1.0 and 1.1 share are
    /// written: <paramref name="schema"/> says as which of them it is announced.
    /// </summary>
    public static void WriteInside(XmlWriter xml, LidoRecord record, string schema)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(record);
        xml.WriteStartElement("lido", "lido", Namespace);
        xml.WriteAttributeString("xmlns", "xsi", null, Instance);
        xml.WriteAttributeString("xsi", "schemaLocation", Instance, $"{Namespace} {schema}");
        Content(xml, record);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, LidoRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        xml.WriteStartElement("lido", "lido", Namespace);
        if (xml.LookupPrefix(Instance) is null)
        {
            Schema(xml);
        }

        Content(xml, record);
        xml.WriteEndElement();
    }

    private static void Content(XmlWriter xml, LidoRecord record)
    {
        var lido = new LidoElements(xml);

        lido.Text("lidoRecID", $"{record.Page.Host}/{record.Reference}", ("type", "local"), ("source", record.Page.Host));
        lido.Text("objectPublishedID", record.Page.AbsoluteUri, ("type", "uri"));
        lido.Open("descriptiveMetadata", () => LidoDescription.Write(lido, record), fr: true);
        lido.Open("administrativeMetadata", () => Administration(lido, record), fr: true);
    }

    private static void Schema(XmlWriter xml) =>
        xml.WriteAttributeString("xsi", "schemaLocation", Instance, $"{Namespace} {SchemaAddress}");

    private static void Administration(LidoElements lido, LidoRecord record)
    {
        if (record.Notice["STAT"].Length > 0)
        {
            lido.Open("rightsWorkWrap", () => lido.Open("rightsWorkSet", () => lido.Text("creditLine", record.Notice.Line("STAT"))));
        }

        lido.Open("recordWrap", () =>
        {
            lido.Text("recordID", record.Reference, ("type", "local"), ("source", record.Page.Host));
            lido.Open("recordType", () => lido.Text("term", "notice d’objet"));
            lido.Open("recordSource", () => Body(lido, record));
            if (record.DataLicence.Length > 0)
            {
                lido.Open("recordRights", () => Licence(lido, record.DataLicence, record.DataLicenceAddress));
            }

            lido.Open("recordInfoSet", () =>
            {
                lido.Text("recordInfoLink", record.Page.AbsoluteUri, ("formatResource", "text/html"));
                lido.Text("recordMetadataDate", record.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ("type", "modified"));
            });
        });
        if (record.Images.Count > 0)
        {
            lido.Open("resourceWrap", () => record.Images.ToList().ForEach(image => Image(lido, image, record)));
        }
    }

    /// <summary>The museum, known by its Muséofile code.</summary>
    internal static void Body(LidoElements lido, LidoRecord record)
    {
        if (record.MuseumCode is { } code)
        {
            lido.Text("legalBodyID", code, ("type", "local"), ("source", "Muséofile"));
        }

        lido.Open("legalBodyName", () => lido.Text("appellationValue", record.MuseumName));
    }

    private static void Licence(LidoElements lido, string words, Uri? address) => lido.Open("rightsType", () =>
    {
        if (address is not null)
        {
            lido.Text("conceptID", address.AbsoluteUri, ("type", "uri"));
        }

        lido.Text("term", words);
    });

    private static void Image(LidoElements lido, LidoImage image, LidoRecord record) => lido.Open("resourceSet", () =>
    {
        lido.Open("resourceRepresentation", () =>
        {
            lido.Text("linkResource", image.Address.AbsoluteUri, ("formatResource", image.MediaType));
            foreach (var (kind, value) in new[] { ("width", image.Width), ("height", image.Height) }.Where(m => m.Item2 > 0))
            {
                lido.Open("resourceMeasurementsSet", () =>
                {
                    lido.Text("measurementType", kind);
                    lido.Text("measurementUnit", "pixel");
                    lido.Text("measurementValue", value.ToString(CultureInfo.InvariantCulture));
                });
            }
        }, "image_master");
        lido.Open("resourceType", () => lido.Text("term", "image numérique"));
        if (image.Description.Length > 0)
        {
            lido.Text("resourceDescription", image.Description);
        }

        lido.Open("resourceSource", () => Body(lido, record));
        lido.Open("rightsResource", () =>
        {
            if (image.Licence.Length > 0)
            {
                Licence(lido, image.Licence, image.LicenceAddress);
            }

            if (image.Credit.Length > 0)
            {
                lido.Text("creditLine", image.Credit);
            }
        });
    });
}
