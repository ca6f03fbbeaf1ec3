using System.Globalization;
using System.Text;
using System.Xml;
using Heritage.Standards.Text;
using Musenor.Collections.Search;

namespace Musenor.Interop.Feeds;

/// <summary>Atom (RFC 4287) and RSS 2.0. All texts are plain: what looks like markup in a title is its characters.</summary>
internal static class WriteFeed
{
    private const string AtomNamespace = "http://www.w3.org/2005/Atom";
    private const int PictureWidth = 480;

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true };

    public static byte[] Atom(Feed feed) => Written(xml =>
    {
        xml.WriteStartElement("feed", AtomNamespace);
        xml.WriteAttributeString("xml", "lang", null, "fr");
        Text(xml, "id", feed.Self.AbsoluteUri);
        Text(xml, "title", feed.Title);
        Text(xml, "updated", Rfc3339(feed.Updated));
        Link(xml, "self", feed.Self.AbsoluteUri, "application/atom+xml");
        Link(xml, "alternate", feed.Page.AbsoluteUri, "text/html");
        xml.WriteStartElement("author");
        Text(xml, "name", feed.Site.Name);
        Text(xml, "uri", feed.Site.BaseUrl.AbsoluteUri);
        xml.WriteEndElement();
        foreach (var line in feed.Lines)
        {
            xml.WriteStartElement("entry");
            Text(xml, "id", feed.Address(line));
            Text(xml, "title", Feed.TitleOf(line));
            Text(xml, "published", Rfc3339(line.CreatedAt));
            Text(xml, "updated", Rfc3339(line.UpdatedAt));
            Link(xml, "alternate", feed.Address(line), "text/html");
            if (line.Image is { } image)
            {
                Link(xml, "enclosure", Picture(feed, image), "image/webp", image.Weight(PictureWidth));
            }

            Text(xml, "summary", Feed.Summary(line));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    public static byte[] Rss(Feed feed) => Written(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
        xml.WriteStartElement("channel");
        Text(xml, "title", feed.Title);
        Text(xml, "link", feed.Page.AbsoluteUri);
        Text(xml, "description", feed.Title);
        Text(xml, "language", "fr");
        Text(xml, "lastBuildDate", Rfc822(feed.Updated));
        xml.WriteStartElement("atom", "link", AtomNamespace);
        xml.WriteAttributeString("href", feed.Self.AbsoluteUri);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteEndElement();
        foreach (var line in feed.Lines)
        {
            xml.WriteStartElement("item");
            Text(xml, "title", Feed.TitleOf(line));
            Text(xml, "link", feed.Address(line));
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "true");
            xml.WriteString(feed.Address(line));
            xml.WriteEndElement();
            Text(xml, "pubDate", Rfc822(line.CreatedAt));
            Text(xml, "description", Escaped(Feed.Summary(line)));
            if (line.Image is { } image)
            {
                Enclosure(xml, feed, image);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Enclosure(XmlWriter xml, Feed feed, NoticeImage image)
    {
        xml.WriteStartElement("enclosure");
        xml.WriteAttributeString("url", Picture(feed, image));
        xml.WriteAttributeString("length", image.Weight(PictureWidth).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("type", "image/webp");
        xml.WriteEndElement();
    }

    // RSS does not say whether a description is text or HTML, and readers take it for HTML: escaped twice, markup stays words for both.
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static byte[] Written(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartDocument();
            write(xml);
        }

        return bytes.ToArray();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, xml.LookupPrefix(AtomNamespace) == "" ? AtomNamespace : null, XmlCharacters.Clean(text));

    private static void Link(XmlWriter xml, string relation, string address, string type, long bytes = 0)
    {
        xml.WriteStartElement("link", AtomNamespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteAttributeString("type", type);
        if (bytes > 0)
        {
            xml.WriteAttributeString("length", bytes.ToString(CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
    }

    private static string Picture(Feed feed, NoticeImage image) => new Uri(feed.Site.BaseUrl, image.Address(PictureWidth)).AbsoluteUri;

    private static string Rfc3339(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Rfc822(DateTimeOffset at) => at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
