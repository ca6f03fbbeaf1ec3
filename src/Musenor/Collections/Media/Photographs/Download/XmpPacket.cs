using System.Text;
using System.Xml;

namespace Musenor.Collections.Media.Photographs.Download;

/// <summary>What a downloaded picture says of itself: title, who made it, credit, rights, and where it comes from (XMP, with the properties of IPTC Core).</summary>
/// <param name="Creator">Photographer; may be empty.</param>
/// <param name="Rights">Licence, or that nothing is told of the rights.</param>
/// <param name="Page">Of the work.</param>
/// <param name="LicencePage">Null where the licence has none.</param>
public sealed record XmpPacket(string Title, string Creator, string Credit, string Rights, Uri Page, Uri? LicencePage, bool IsOpen)
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string Photoshop = "http://ns.adobe.com/photoshop/1.0/";
    private const string XmpRights = "http://ns.adobe.com/xap/1.0/rights/";
    private const string CreativeCommons = "http://creativecommons.org/ns#";

    public byte[] Bytes()
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = false, CheckCharacters = false }))
        {
            xml.WriteStartElement("x", "xmpmeta", "adobe:ns:meta/");
            xml.WriteStartElement("rdf", "RDF", Rdf);
            xml.WriteStartElement("rdf", "Description", Rdf);
            xml.WriteAttributeString("rdf", "about", Rdf, "");
            List(xml, "title", "Alt", Title);
            List(xml, "creator", "Seq", Creator);
            List(xml, "rights", "Alt", Rights);
            Text(xml, "dc", "source", DublinCore, Page.AbsoluteUri);
            Text(xml, "photoshop", "Credit", Photoshop, Credit);
            Text(xml, "photoshop", "Source", Photoshop, Page.AbsoluteUri);
            // A work of the public domain is not marked as kept.
            Text(xml, "xmpRights", "Marked", XmpRights, Rights is Licence.PublicDomain or Licence.FreeOfRights ? "False" : "True");
            Text(xml, "xmpRights", "WebStatement", XmpRights, (LicencePage ?? Page).AbsoluteUri);
            if (IsOpen && LicencePage is not null)
            {
                xml.WriteStartElement("cc", "license", CreativeCommons);
                xml.WriteAttributeString("rdf", "resource", Rdf, LicencePage.AbsoluteUri);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return Encoding.UTF8.GetBytes($"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>{text}<?xpacket end=\"r\"?>");
    }

    private static void List(XmlWriter xml, string name, string kind, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        xml.WriteStartElement("dc", name, DublinCore);
        xml.WriteStartElement("rdf", kind, Rdf);
        xml.WriteStartElement("rdf", "li", Rdf);
        if (kind == "Alt")
        {
            xml.WriteAttributeString("xml", "lang", null, "x-default");
        }

        xml.WriteString(Plain(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string prefix, string name, string space, string text)
    {
        if (text.Length > 0)
        {
            xml.WriteElementString(prefix, name, space, Plain(text));
        }
    }

    // What no XML may hold.
    private static string Plain(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is 9 or 10 or 13 or >= 32 and not (0xFFFE or 0xFFFF)).Select(r => r.ToString())).Trim() is var plain && plain.Length > 2000 ? plain[..2000] : plain;
}
