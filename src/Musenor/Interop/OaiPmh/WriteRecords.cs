using System.Xml;
using Heritage.Standards.DublinCore;
using Heritage.Standards.Edm;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Publication;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>The formats of the repository, and records in them.</summary>
internal sealed class WriteRecords(SiteSettings site, OaiSettings settings)
{
    public const string SchemaPath = "/schemas/joconde-1.xsd";

    private const string Provenance = "http://www.openarchives.org/OAI/2.0/provenance";
    private const string Rights = "http://www.openarchives.org/OAI/2.0/rights/";

    private readonly Uri _joconde = new(site.BaseUrl, SchemaPath);

    public IReadOnlyList<OaiFormat> Formats { get; } =
    [
        DublinCoreWriter.Format, EdmWriter.Format,
        new("lido", LidoWriter.FirstSchemaAddress, LidoWriter.Namespace), new("lido11", LidoWriter.SchemaAddress, LidoWriter.Namespace),
        JocondeXml.Format(new Uri(site.BaseUrl, SchemaPath)),
    ];

    /// <summary>False when the item never was in that format.</summary>
    public static bool Has(Item item, string prefix) => prefix != EdmWriter.Format.Prefix || item.Edm > 0;

    public OaiHeader Header(Item item, string prefix, bool isGone = false) =>
        new(settings.Identifiers.Of(item.Ref), item.StampedAt, isGone || item.IsDeleted || (prefix == EdmWriter.Format.Prefix && item.Edm == 2), (prefix == EdmWriter.Format.Prefix && item.EdmSets.Length > 0 ? item.EdmSets : item.Sets).Split(' '));

    /// <param name="work">Null when it went since it was last stamped: then it is told as deleted already.</param>
    public void Record(OaiAnswerWriter to, Item item, string prefix, PublishedWork? work, Origin? origin)
    {
        var header = Header(item, prefix, work is null || (prefix == EdmWriter.Format.Prefix && EdmRules.Lacks(work) is not null));
        to.Open("record");
        to.Header(header);
        if (!header.IsDeleted)
        {
            to.Open("metadata");
            Metadata(to.Xml, prefix, work!);
            to.Close();
            About(to, work!, origin);
        }

        to.Close();
    }

    private void Metadata(XmlWriter xml, string prefix, PublishedWork work)
    {
        switch (prefix)
        {
            case "oai_dc":
                DublinCoreWriter.Write(xml, work);
                break;
            case "edm":
                EdmWriter.Write(xml, work);
                break;
            case "joconde":
                JocondeXml.Write(xml, work, _joconde);
                break;
            default:
                LidoWriter.WriteInside(xml, work, prefix == "lido" ? LidoWriter.FirstSchemaAddress : LidoWriter.SchemaAddress);
                break;
        }
    }

    /// <summary>Rights of the description (guideline rights), and where a harvested one comes from (guideline provenance).</summary>
    private static void About(OaiAnswerWriter to, PublishedWork work, Origin? origin)
    {
        var xml = to.Xml;
        if (work.DataLicenceAddress is { } licence)
        {
            to.Open("about");
            Root(xml, "rights", Rights, $"{Rights} http://www.openarchives.org/OAI/2.0/rights.xsd");
            xml.WriteStartElement(null, "rightsReference", Rights);
            xml.WriteAttributeString("ref", licence.AbsoluteUri);
            xml.WriteEndElement();
            xml.WriteEndElement();
            to.Close();
        }

        if (origin is not { Datestamp.Length: > 0, BaseUrl.Length: > 0 })
        {
            return; // the container asks for a date and an address, which a source on a private host does not show
        }

        to.Open("about");
        Root(xml, "provenance", Provenance, $"{Provenance} {Provenance}.xsd");
        xml.WriteStartElement(null, "originDescription", Provenance);
        xml.WriteAttributeString("harvestDate", origin.HarvestedAt.Text());
        xml.WriteAttributeString("altered", origin.IsAltered ? "true" : "false");
        foreach (var (name, value) in new[] { ("baseURL", origin.BaseUrl), ("identifier", origin.Identifier), ("datestamp", origin.Datestamp), ("metadataNamespace", origin.MetadataNamespace) })
        {
            xml.WriteElementString(null, name, Provenance, Heritage.Standards.Text.XmlCharacters.Clean(value));
        }

        Hops.Write(xml, origin.Earlier, Provenance);
        xml.WriteEndElement();
        xml.WriteEndElement();
        to.Close();
    }

    internal static void Root(XmlWriter xml, string name, string space, string schema)
    {
        xml.WriteStartElement(null, name, space);
        xml.WriteAttributeString("xsi", "schemaLocation", OaiAnswerWriter.Instance, schema);
    }
}
