using System.Globalization;
using System.Xml;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Text;

namespace Heritage.Standards.Edm;

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
        ["rdaGr2"] = "http://rdvocab.info/ElementsGr2/",
        ["wgs84_pos"] = "http://www.w3.org/2003/01/geo/wgs84_pos#",
        ["svcs"] = "http://rdfs.org/sioc/services#",
        ["doap"] = "http://usefulinc.com/ns/doap#",
    };

    private readonly HashSet<(string, string)> _told = [];

    public void Root()
    {
        xml.WriteStartElement("rdf", "RDF", Spaces["rdf"]);
        foreach (var (prefix, space) in Spaces)
        {
            if (prefix != "rdf")
            {
                xml.WriteAttributeString("xmlns", prefix, null, space);
            }
        }

        xml.WriteAttributeString("xmlns", "xsi", null, OaiAnswerWriter.Instance);
        xml.WriteAttributeString("xsi", "schemaLocation", OaiAnswerWriter.Instance, $"{Spaces["rdf"]} {EdmWriter.Format.Schema}");
    }

    public void End() => xml.WriteEndElement();

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
        if (!_told.Add((name, address)))
        {
            return;
        }

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

    public void Number(string prefix, string name, double number) => Text(prefix, name, number.ToString("0.######", CultureInfo.InvariantCulture));

    public void Text(string prefix, string name, string text, bool fr = false)
    {
        if (text.Length == 0)
        {
            return;
        }

        text = Clean(text);
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

    public static string Clean(string text) => Folding.Blanks(XmlCharacters.Clean(text));
}
