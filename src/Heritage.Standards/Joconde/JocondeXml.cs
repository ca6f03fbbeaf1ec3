using System.Xml;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Publication;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// A notice as XML of our own, without loss: each public field of Joconde under its code, in the words of the source; then what the portal knows
/// beside: the museum, the page of the work, its pictures. Its schema is served by the portal (<see cref="Schema"/>).
/// </summary>
public static class JocondeXml
{
    public const string Namespace = "urn:musenor:joconde:1";

    public const string Schema = """
        <?xml version="1.0" encoding="UTF-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:musenor:joconde:1" xmlns:j="urn:musenor:joconde:1" targetNamespace="urn:musenor:joconde:1" elementFormDefault="qualified">
          <xs:element name="notice">
            <xs:annotation><xs:documentation xml:lang="fr">Une notice : chaque champ de Joconde sous son code, dans les mots de la source.</xs:documentation></xs:annotation>
            <xs:complexType>
              <xs:sequence>
                <xs:element name="champ" type="champ" minOccurs="0" maxOccurs="unbounded"/>
                <xs:element name="musee" type="musee" minOccurs="0"/>
                <xs:element name="page" type="xs:anyURI" minOccurs="0"/>
                <xs:element name="photographie" type="photographie" minOccurs="0" maxOccurs="unbounded"/>
                <xs:element name="manifest" type="xs:anyURI" minOccurs="0"/>
                <xs:element name="licence" type="texte" minOccurs="0"/>
              </xs:sequence>
              <xs:attribute name="ref" type="xs:string" use="required"/>
            </xs:complexType>
            <xs:unique name="code"><xs:selector xpath="j:champ"/><xs:field xpath="@code"/></xs:unique>
          </xs:element>
          <xs:complexType name="champ">
            <xs:simpleContent><xs:extension base="texte"><xs:attribute name="code" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z][A-Z0-9_]*(\.[a-z]+)?"/></xs:restriction></xs:simpleType></xs:attribute></xs:extension></xs:simpleContent>
          </xs:complexType>
          <xs:complexType name="musee">
            <xs:annotation><xs:documentation xml:lang="fr">Le musée tel que le portail l’appelle, avec son code Muséofile et sa ville.</xs:documentation></xs:annotation>
            <xs:simpleContent><xs:extension base="texte"><xs:attribute name="museofile" type="xs:string"/><xs:attribute name="ville" type="xs:string"/></xs:extension></xs:simpleContent>
          </xs:complexType>
          <xs:complexType name="photographie">
            <xs:annotation><xs:documentation xml:lang="fr">Adresse d’une image de l’œuvre, avec son crédit et sa licence.</xs:documentation></xs:annotation>
            <xs:simpleContent><xs:extension base="xs:anyURI"><xs:attribute name="credit" type="xs:string"/><xs:attribute name="licence" type="xs:string"/></xs:extension></xs:simpleContent>
          </xs:complexType>
          <xs:simpleType name="texte"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
        </xs:schema>
        """;

    // Mail addresses of people, and what inventory software keeps for itself.
    private static readonly string[] Kept = ["CONTACT", "REFMIS", "HISTORIQUE", "POP_IMPORT", "POP_FLAGS", "MSGCOM"];

    /// <summary>Fields that no public form shows: mail addresses of people, and what inventory software keeps for itself.</summary>
    public static bool IsKept(string code) => Kept.Contains(code);

    /// <param name="schema">Where the portal serves <see cref="Schema"/>.</param>
    public static OaiFormat Format(Uri schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new("joconde", schema.AbsoluteUri, Namespace);
    }

    public static void Write(XmlWriter xml, PublishedWork work, Uri schema)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(schema);
        xml.WriteStartElement("joconde", "notice", Namespace);
        xml.WriteAttributeString("xmlns", "xsi", null, OaiAnswerWriter.Instance);
        xml.WriteAttributeString("xsi", "schemaLocation", OaiAnswerWriter.Instance, $"{Namespace} {schema.AbsoluteUri}");
        xml.WriteAttributeString("ref", XmlCharacters.Clean(work.Reference));
        foreach (var (code, words) in work.Notice.Fields)
        {
            var text = JocondeFields.Find(code) is null || Kept.Contains(code) ? "" : XmlCharacters.Clean(words);
            Element(xml, "champ", text, ("code", code));
        }

        Beside(xml, work);
        xml.WriteEndElement();
    }

    private static void Beside(XmlWriter xml, PublishedWork work)
    {
        Element(xml, "musee", work.MuseumName, ("museofile", work.MuseumCode ?? ""), ("ville", work.City));
        Element(xml, "page", work.Page.AbsoluteUri);
        foreach (var image in work.Images)
        {
            Element(xml, "photographie", image.Address.AbsoluteUri, ("credit", image.Credit), ("licence", image.LicenceAddress?.AbsoluteUri ?? image.Licence));
        }

        Element(xml, "manifest", work.Manifest?.AbsoluteUri ?? "");
        // That of the pictures, where they have one and the same.
        var licences = work.Images.Select(i => i.LicenceAddress?.AbsoluteUri ?? i.Licence).Distinct(StringComparer.Ordinal).ToList();
        Element(xml, "licence", licences is [var one] ? one : "");
    }

    private static void Element(XmlWriter xml, string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        text = XmlCharacters.Clean(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        xml.WriteStartElement("joconde", name, Namespace);
        foreach (var (attribute, value) in attributes)
        {
            if (value.Length > 0)
            {
                xml.WriteAttributeString(attribute, XmlCharacters.Clean(value));
            }
        }

        xml.WriteString(text);
        xml.WriteEndElement();
    }
}
