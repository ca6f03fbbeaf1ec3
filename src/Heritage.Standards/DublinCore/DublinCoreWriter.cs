using System.Xml;
using Heritage.Standards.Joconde;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Publication;
using Heritage.Standards.Text;

namespace Heritage.Standards.DublinCore;

/// <summary>
/// Simple Dublin Core in its OAI container (oai_dc.xsd): the format that every repository speaks (OAI-PMH §2.5). One value an element, never two
/// joined; the root declares its own namespaces, so that a record cut out of an answer is still one. The table of fields is in
/// docs/standards/oai-pmh.md.
/// </summary>
public static class DublinCoreWriter
{
    public const string Container = "http://www.openarchives.org/OAI/2.0/oai_dc/";
    public const string Elements = "http://purl.org/dc/elements/1.1/";

    public static readonly OaiFormat Format = new("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", Container);

    private static readonly (string Code, string Words)[] Notes =
    [
        ("DESC", ""), ("PINS", "Inscription : "), ("INSC", "Inscription : "), ("ATTR", "Ancienne attribution : "), ("PAUT", "Auteur : "), ("PEOC", "Original copié : "), ("ETAT", "État : "),
        ("HIST", "Historique : "), ("GENE", "Genèse : "), ("PUTI", "Utilisation : "), ("PDEC", "Découverte : "), ("APTN", "Ancienne appartenance : "),
        ("DACQ", "Date d’acquisition : "), ("STAT", "Statut juridique : "), ("DEPO", "Dépôt : "), ("DDPT", "Date de dépôt : "), ("ADPT", "Ancien dépôt : "), ("PDAT", "Datation : "), ("COMM", ""),
    ];

    public static void Write(XmlWriter xml, PublishedWork work)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(work);
        Open(xml);
        var to = new Writer(xml);
        var notice = work.Told();
        What(to, work, notice);
        Who(to, work, notice);
        When(to, notice);
        Where(to, notice);
        to.Add("description", work.Warning);
        foreach (var (code, words) in Notes)
        {
            to.Add("description", words, notice[code].Length == 0 ? "" : notice.Line(code));
        }

        Links(to, work, notice);
        xml.WriteEndElement();
    }

    /// <summary>A set told in Dublin Core (protocol §4.6, setDescription).</summary>
    public static void WriteSet(XmlWriter xml, string description, string rights)
    {
        ArgumentNullException.ThrowIfNull(xml);
        Open(xml);
        var to = new Writer(xml);
        to.Add("description", description);
        to.Add("rights", rights);
        xml.WriteEndElement();
    }

    private static void Open(XmlWriter xml)
    {
        xml.WriteStartElement("oai_dc", "dc", Container);
        xml.WriteAttributeString("xmlns", "dc", null, Elements);
        xml.WriteAttributeString("xmlns", "xsi", null, OaiAnswerWriter.Instance);
        xml.WriteAttributeString("xsi", "schemaLocation", OaiAnswerWriter.Instance, $"{Container} {Format.Schema}");
    }

    private static void What(Writer to, PublishedWork work, JocondeNotice notice)
    {
        to.Add("title", WorkWords.Title(notice, work.Reference));
        to.All("title", WorkWords.OtherTitles(notice));
        to.Add("title", WorkWords.HasTitle(notice) ? notice.Line("APPL") : "");
        to.All("type", notice.Terms("DENO"));
        to.All("type", notice.Terms("DOMN"));
        to.Add("type", work.Images.Count > 0 ? "Image" : "");
        to.Add("type", "PhysicalObject");
        to.All("subject", notice.Terms("DOMN"));
        to.All("subject", WorkWords.Subjects(notice));
        to.All("subject", notice.Terms("PREP"));
        to.All("subject", notice.Terms("ECOL"));
        to.All("subject", notice.Terms("ONOM"));
        to.All("subject", notice.Terms("UTIL"));
        to.All("format", WorkWords.Techniques(notice));
        to.All("format", WorkWords.Measures(notice));
    }

    private static void Who(Writer to, PublishedWork work, JocondeNotice notice)
    {
        foreach (var author in notice.Authors)
        {
            to.Add(WorkWords.IsContributor(author) ? "contributor" : "creator", WorkWords.Named(author));
        }

        to.Add("publisher", work.City.Length > 0 ? $"{work.MuseumName}, {work.City}" : work.MuseumName);
    }

    private static void When(Writer to, JocondeNotice notice)
    {
        to.Add("date", notice.Creation is { } years ? WorkWords.Years(years) : "");
        to.All("date", notice.Terms("MILL"));
        to.All("date", notice.Terms("PERI"));
        foreach (var code in new[] { "EPOQ", "PERU", "MILU", "DREP" })
        {
            to.All("coverage", notice.Terms(code));
        }
    }

    private static void Where(Writer to, JocondeNotice notice)
    {
        to.All("coverage", WorkWords.Places(notice));
        to.Add("coverage", notice.Line("PLIEUX"));
        to.Add("coverage", notice.Line("DECV"));
    }

    private static void Links(Writer to, PublishedWork work, JocondeNotice notice)
    {
        to.Add("identifier", work.Page.AbsoluteUri);
        to.Add("identifier", work.Reference);
        to.Add("identifier", notice["REF"]);
        to.Add("identifier", notice.Inventory.Current.Length > 0 ? $"Inv. {notice.Inventory.Current}" : "");
        to.Add("source", notice.Line("LOCA"));
        to.Add("source", work.SourcePage?.AbsoluteUri ?? "");
        foreach (var code in new[] { "SREP", "BIBL", "EXPO", "REFMEM", "REFMER", "REFPAL", "RETIF", "WWW" })
        {
            to.All("relation", notice.Terms(code));
        }

        to.Add("relation", work.Manifest?.AbsoluteUri ?? "");
        foreach (var image in work.Images)
        {
            to.Add("relation", image.Address.AbsoluteUri);
            to.Add("rights", image.Credit);
            to.Add("rights", image.LicenceAddress?.AbsoluteUri ?? image.Licence);
        }

        to.Add("rights", notice.Line("COPY"));
        to.Add("rights", notice.Line("PHOT"));
        to.Add("rights", work.DataLicence.Length > 0 ? $"Notice : {work.DataLicence}" : "");
    }

    /// <summary>Elements of Dublin Core, none empty, none twice.</summary>
    private readonly struct Writer(XmlWriter xml)
    {
        private readonly HashSet<(string, string)> _told = [];

        public void Add(string element, string text)
        {
            if (text.Length == 0)
            {
                return;
            }

            text = Folding.Blanks(XmlCharacters.Clean(text));
            if (text.Length > 0 && _told.Add((element, text)))
            {
                xml.WriteElementString("dc", element, Elements, text);
            }
        }

        /// <summary>Words of ours before those of the source; nothing where the source has none.</summary>
        public void Add(string element, string before, string text)
        {
            if (text.Length > 0 && Folding.Blanks(XmlCharacters.Clean(text)) is { Length: > 0 } said)
            {
                Add(element, before + said);
            }
        }

        public void All(string element, IEnumerable<string> texts)
        {
            foreach (var text in texts)
            {
                Add(element, text);
            }
        }
    }
}
