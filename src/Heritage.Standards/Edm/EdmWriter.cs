using System.Xml;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Publication;
using Heritage.Standards.Text;

namespace Heritage.Standards.Edm;

/// <summary>
/// EDM external (EDM.xsd and schematron of Europeana): one ProvidedCHO, its web resources, its makers, one Aggregation, the image services. The
/// order of elements is that of the schema. Only works of which <see cref="EdmRules.Lacks"/> finds nothing lacking are written.
/// </summary>
public static class EdmWriter
{
    public static readonly OaiFormat Format = new("edm", "http://www.europeana.eu/schemas/edm/EDM.xsd", EdmElements.Edm);

    public static void Write(XmlWriter xml, PublishedWork work)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(work);
        var to = new EdmElements(xml);
        to.Root();
        var images = work.Images.Where(i => i.Rights is not null).ToList();
        to.About("edm", "ProvidedCHO", $"{work.Page}#oeuvre", () => Object(to, work));
        foreach (var image in images)
        {
            to.About("edm", "WebResource", image.Address.AbsoluteUri, () => Resource(to, image, work));
        }

        for (var i = 0; i < work.Notice.Authors.Count; i++)
        {
            var author = work.Notice.Authors[i];
            to.About("edm", "Agent", Agent(work, i), () => to.Text("skos", "prefLabel", WorkWords.Named(author), fr: true));
        }

        to.About("ore", "Aggregation", $"{work.Page}#agregation", () => Aggregation(to, work, images));
        foreach (var image in images)
        {
            to.About("svcs", "Service", image.Service.AbsoluteUri, () =>
            {
                to.Link("dcterms", "conformsTo", "http://iiif.io/api/image");
                to.Link("doap", "implements", "http://iiif.io/api/image/3/level2.json");
            });
        }

        xml.WriteEndElement();
    }

    private static string Agent(PublishedWork work, int at) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{work.Page}#auteur-{at + 1}");

    private static void Object(EdmElements to, PublishedWork work)
    {
        var notice = work.Notice;
        for (var i = 0; i < notice.Authors.Count; i++)
        {
            to.Link("dc", WorkWords.IsContributor(notice.Authors[i]) ? "contributor" : "creator", Agent(work, i));
        }

        foreach (var (code, words) in new[] { ("DESC", ""), ("PINS", "Inscription : "), ("ATTR", "Ancienne attribution : "), ("HIST", "Historique : "), ("PEOC", "Original copié : "), ("PUTI", "Utilisation : ") })
        {
            to.Text("dc", "description", notice[code].Length == 0 ? "" : words + notice.Line(code), fr: true);
        }

        to.Text("dc", "identifier", work.Reference);
        to.Text("dc", "identifier", notice.Inventory.Current.Length == 0 ? "" : $"Inv. {notice.Inventory.Current}");
        to.All("dc", "subject", WorkWords.Subjects(notice).Concat(notice.Terms("ECOL")));
        to.Text("dc", "title", WorkWords.Title(notice, work.Reference), fr: true);
        to.All("dc", "type", notice.Terms("DENO").Concat(notice.Terms("DOMN")));
        to.Text("dcterms", "alternative", WorkWords.HasTitle(notice) ? notice.Line("APPL") : "", fr: true);
        to.Text("dcterms", "created", notice.Creation is { } years ? WorkWords.Years(years) : "");
        to.Text("dcterms", "extent", notice.Line("DIMS"));
        to.All("dcterms", "medium", notice.Techniques.Select(t => string.Join(", ", t.Processes.Prepend(t.Material))));
        to.All("dcterms", "provenance", new[] { "APTN", "DACQ", "STAT", "DEPO", "PDEC" }.Select(notice.Line));
        to.All("dcterms", "spatial", WorkWords.Places(notice).Append(notice.Line("DECV")));
        to.All("dcterms", "temporal", new[] { "PERI", "EPOQ", "PERU", "MILU", "DREP" }.SelectMany(notice.Terms));
        to.Text("edm", "type", "IMAGE");
    }

    private static void Resource(EdmElements to, WorkImage image, PublishedWork work)
    {
        to.Text("dc", "creator", image.Photographer);
        to.Text("dc", "description", image.Description, fr: true);
        to.Text("dc", "format", "image/jpeg");
        to.Text("dc", "rights", image.Credit);
        to.Link("edm", "rights", image.Rights!);
        if (work.Manifest is { } manifest)
        {
            to.Link("dcterms", "isReferencedBy", manifest.AbsoluteUri);
        }

        to.Link("svcs", "has_service", image.Service.AbsoluteUri);
    }

    private static void Aggregation(EdmElements to, PublishedWork work, List<WorkImage> images)
    {
        to.Link("edm", "aggregatedCHO", $"{work.Page}#oeuvre");
        to.Text("edm", "dataProvider", work.City.Length > 0 ? $"{work.MuseumName}, {work.City}" : work.MuseumName);
        foreach (var more in images.Skip(1))
        {
            to.Link("edm", "hasView", more.Address.AbsoluteUri);
        }

        to.Link("edm", "isShownAt", work.Page.AbsoluteUri);
        to.Link("edm", "isShownBy", images[0].Address.AbsoluteUri);
        to.Link("edm", "object", images[0].Address.AbsoluteUri);
        to.Text("edm", "provider", work.Provider);
        to.Link("edm", "rights", images[0].Rights!);
        to.Text("edm", "intermediateProvider", work.IntermediateProvider ?? "");
    }
}

/// <summary>Elements of EDM on an XML writer: none empty, none twice under one parent.</summary>
internal sealed class EdmElements(XmlWriter xml)
{
    public const string Edm = "http://www.europeana.eu/schemas/edm/";

    private static readonly Dictionary<string, string> Spaces = new()
    {
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["edm"] = Edm,
        ["ore"] = "http://www.openarchives.org/ore/terms/",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["svcs"] = "http://rdfs.org/sioc/services#",
        ["doap"] = "http://usefulinc.com/ns/doap#",
    };

    private readonly HashSet<(string, string)> _told = [];

    public void Root()
    {
        xml.WriteStartElement("rdf", "RDF", Spaces["rdf"]);
        foreach (var (prefix, space) in Spaces.Where(s => s.Key != "rdf"))
        {
            xml.WriteAttributeString("xmlns", prefix, null, space);
        }

        xml.WriteAttributeString("xmlns", "xsi", null, OaiAnswerWriter.Instance);
        xml.WriteAttributeString("xsi", "schemaLocation", OaiAnswerWriter.Instance, $"{Spaces["rdf"]} {EdmWriter.Format.Schema}");
    }

    public void About(string prefix, string name, string address, Action content)
    {
        _told.Clear();
        xml.WriteStartElement(prefix, name, Spaces[prefix]);
        xml.WriteAttributeString("rdf", "about", Spaces["rdf"], address);
        content();
        xml.WriteEndElement();
    }

    public void Link(string prefix, string name, string address)
    {
        xml.WriteStartElement(prefix, name, Spaces[prefix]);
        xml.WriteAttributeString("rdf", "resource", Spaces["rdf"], address);
        xml.WriteEndElement();
    }

    public void All(string prefix, string name, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Text(prefix, name, text, fr: true);
        }
    }

    public void Text(string prefix, string name, string text, bool fr = false)
    {
        text = Folding.Blanks(XmlCharacters.Clean(text));
        if (text.Length == 0 || !_told.Add((name, text)))
        {
            return;
        }

        xml.WriteStartElement(prefix, name, Spaces[prefix]);
        if (fr)
        {
            xml.WriteAttributeString("xml", "lang", null, "fr");
        }

        xml.WriteString(text);
        xml.WriteEndElement();
    }
}
