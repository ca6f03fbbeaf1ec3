using System.Xml;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// A notice as XML of our own, without loss: each public field of Joconde under its code, in the words of the source. Its schema is served by the
/// portal (<see cref="Schema"/>).
/// </summary>
public static class JocondeXml
{
    public const string Namespace = "urn:musenor:joconde:1";

    public const string Schema = """
        <?xml version="1.0" encoding="UTF-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:musenor:joconde:1" targetNamespace="urn:musenor:joconde:1" elementFormDefault="qualified">
          <xs:element name="notice">
            <xs:annotation><xs:documentation xml:lang="fr">Une notice : chaque champ de Joconde sous son code, dans les mots de la source.</xs:documentation></xs:annotation>
            <xs:complexType>
              <xs:sequence><xs:element name="champ" type="champ" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
              <xs:attribute name="ref" type="xs:string" use="required"/>
            </xs:complexType>
            <xs:unique name="code"><xs:selector xpath="*"/><xs:field xpath="@code"/></xs:unique>
          </xs:element>
          <xs:complexType name="champ">
            <xs:simpleContent><xs:extension base="texte"><xs:attribute name="code" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z][A-Z0-9_]*(\.[a-z]+)?"/></xs:restriction></xs:simpleType></xs:attribute></xs:extension></xs:simpleContent>
          </xs:complexType>
          <xs:simpleType name="texte"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
        </xs:schema>
        """;

    // Mail addresses of people, and what inventory software keeps for itself.
    private static readonly string[] Kept = ["CONTACT", "REFMIS", "HISTORIQUE", "POP_IMPORT", "POP_FLAGS", "MSGCOM"];

    /// <param name="schema">Where the portal serves <see cref="Schema"/>.</param>
    public static OaiFormat Format(Uri schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new("joconde", schema.AbsoluteUri, Namespace);
    }

    public static void Write(XmlWriter xml, string reference, JocondeNotice notice, Uri schema)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(schema);
        xml.WriteStartElement("joconde", "notice", Namespace);
        xml.WriteAttributeString("xmlns", "xsi", null, OaiAnswerWriter.Instance);
        xml.WriteAttributeString("xsi", "schemaLocation", OaiAnswerWriter.Instance, $"{Namespace} {schema.AbsoluteUri}");
        xml.WriteAttributeString("ref", XmlCharacters.Clean(reference));
        foreach (var (code, words) in notice.Fields)
        {
            var text = JocondeFields.Find(code) is null || Kept.Contains(code) ? "" : XmlCharacters.Clean(words);
            if (text.Length > 0)
            {
                xml.WriteStartElement("joconde", "champ", Namespace);
                xml.WriteAttributeString("code", code);
                xml.WriteString(text);
                xml.WriteEndElement();
            }
        }

        xml.WriteEndElement();
    }
}
