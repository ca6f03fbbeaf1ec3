using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Xml;
using Dapper;
using Heritage.Standards.Text;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Home.SiteMaps;

/// <summary>Writes a file of the site map (sitemaps.org 0.9, with Google's image extension) as its rows are read: memory does not grow with it.</summary>
internal sealed class WriteSiteMap(Database database, MuseumDirectory museums, SiteSettings site, IEnumerable<MenuEntry> entries)
{
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string ImageNamespace = "http://www.google.com/schemas/sitemap-image/1.1";
    private const int PictureWidth = 960;

    /// <summary>The protocol allows a thousand pictures a page.</summary>
    private const int MostPictures = 1_000;

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CloseOutput = false };

    private static readonly string[] Pages =
        ["/", "/donnees", "/donnees/api", "/depot-oai", "/aide", "/accessibilite", "/ecoconception", "/mentions-legales", "/donnees-personnelles", "/plan-du-site", "/contact"];

    private sealed record Line
    {
        public string Ref { get; init; } = "";
        public string ChangedAt { get; init; } = "";
        public string Id { get; init; } = "";
    }

    public void Index(Stream to, IEnumerable<SiteMapPart> parts) => Written(to, "sitemapindex", xml =>
    {
        foreach (var part in parts)
        {
            xml.WriteStartElement("sitemap", Namespace);
            Location(xml, $"/sitemaps/{part.Name}.xml", part.LastChange);
            xml.WriteEndElement();
        }
    });

    public async Task Part(Stream to, string name, CancellationToken stop)
    {
        var directory = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        Written(to, "urlset", xml =>
        {
            switch (name.Split('-'))
            {
                case ["pages"]:
                    Pages.Concat(entries.Select(e => e.Address)).Distinct().ToList().ForEach(address => Page(xml, address, ""));
                    break;
                case ["musees"]:
                    directory.All.ToList().ForEach(m => Page(xml, m.Url, m.UpdatedAt.Text()));
                    break;
                case ["notices", { } number]:
                    Notices(xml, connection, number).ToList().ForEach(l => Page(xml, $"/notices/{Uri.EscapeDataString(l.Ref)}", l.ChangedAt));
                    break;
                case [_, { } number]:
                    Images(xml, connection, number);
                    break;
            }
        });
    }

    private static IEnumerable<Line> Notices(XmlWriter xml, DbConnection connection, string number) => connection.Query<Line>("""
        select ref, changed_at from notice_column where number > @From and number <= @To and is_public and not is_demo order by number
        """, Numbers(number), buffered: false);

    private void Images(XmlWriter xml, DbConnection connection, string number)
    {
        var lines = connection.Query<Line>("""
            select c.ref, c.changed_at, i.id from notice_column c join notice_image i on i.ref = c.ref
            where c.number > @From and c.number <= @To and c.is_public and not c.is_demo order by c.number, i.position
            """, Numbers(number), buffered: false);
        var (open, count) = ("", 0);
        foreach (var line in lines)
        {
            if (line.Ref != open)
            {
                if (open.Length > 0)
                {
                    xml.WriteEndElement();
                }

                xml.WriteStartElement("url", Namespace);
                Location(xml, $"/notices/{Uri.EscapeDataString(line.Ref)}", line.ChangedAt);
                (open, count) = (line.Ref, 0);
            }

            if (++count <= MostPictures)
            {
                xml.WriteStartElement("image", "image", ImageNamespace);
                xml.WriteElementString("image", "loc", ImageNamespace, Absolute(new NoticeImage { Id = line.Id }.Address(PictureWidth)));
                xml.WriteEndElement();
            }
        }

        if (open.Length > 0)
        {
            xml.WriteEndElement();
        }
    }

    private static object Numbers(string number)
    {
        var part = int.Parse(number, CultureInfo.InvariantCulture);
        return new { From = (part - 1) * SiteMapParts.PartSize, To = part * SiteMapParts.PartSize };
    }

    private void Page(XmlWriter xml, string path, string changed)
    {
        xml.WriteStartElement("url", Namespace);
        Location(xml, path, changed);
        xml.WriteEndElement();
    }

    private void Location(XmlWriter xml, string path, string changed)
    {
        xml.WriteElementString("loc", Namespace, Absolute(path));
        if (changed.Length > 0)
        {
            xml.WriteElementString("lastmod", Namespace, changed);
        }
    }

    private static void Written(Stream to, string root, Action<XmlWriter> write)
    {
        using var xml = XmlWriter.Create(to, Settings);
        xml.WriteStartDocument();
        xml.WriteStartElement(root, Namespace);
        if (root == "urlset")
        {
            xml.WriteAttributeString("xmlns", "image", null, ImageNamespace);
        }

        write(xml);
        xml.WriteEndElement();
    }

    private string Absolute(string path) => XmlCharacters.Clean(new Uri(site.BaseUrl, path).AbsoluteUri);
}
