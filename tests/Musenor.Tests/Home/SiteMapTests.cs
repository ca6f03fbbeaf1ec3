using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Musenor.Collections.Notices;
using Musenor.Home.SiteMaps;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Musenor.Tests.Interop;
using Xunit;

namespace Musenor.Tests.Home;

public sealed class SiteMapTests : IAsyncLifetime
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Image = "http://www.google.com/schemas/sitemap-image/1.1";
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Retirée"), ("INV", "2"));
        await _portal.Notice(null, "M0160", ("INV", "A & <b> é"));
        await _portal.Write(new Incoming("M0160999999", "M0160", new Dictionary<string, string> { ["INV"] = "4", ["DOMN"] = "dessin", ["STAT"] = "x" }) { IsDemo = true });
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png", position: 2);
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000002");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Every_public_page_is_in_it_with_its_last_change_and_nothing_withdrawn_or_invented()
    {
        var parts = (await Read("/sitemap.xml")).Elements(Map + "sitemap").Select(s => new Uri(s.Element(Map + "loc")!.Value).AbsolutePath).ToList();
        Assert.Equal(["/sitemaps/pages.xml", "/sitemaps/musees.xml", "/sitemaps/notices-1.xml", "/sitemaps/images-1.xml"], parts);
        using var visitor = _portal.Visitor();
        foreach (var part in parts)
        {
            foreach (var url in (await Read(part)).Elements(Map + "url"))
            {
                using var answer = await visitor.GetAsync(new Uri(url.Element(Map + "loc")!.Value).PathAndQuery);
                Assert.Equal((url.Element(Map + "loc")!.Value, HttpStatusCode.OK), (url.Element(Map + "loc")!.Value, answer.StatusCode));
            }
        }

        var notices = (await Read("/sitemaps/notices-1.xml")).Elements(Map + "url").ToList();
        Assert.Equal(2, notices.Count);
        Assert.Equal("http://localhost:5080/notices/M0160000001", notices[0].Element(Map + "loc")!.Value);
        Assert.All(notices, n => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", n.Element(Map + "lastmod")!.Value));
        var pictured = Assert.Single((await Read("/sitemaps/images-1.xml")).Elements(Map + "url"));
        Assert.Equal(2, pictured.Elements(Image + "image").Elements(Image + "loc").Count());
    }

    [Fact]
    public async Task A_part_is_written_once_a_revision_and_travels_compressed()
    {
        using var visitor = _portal.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sitemaps/notices-1.xml");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await visitor.SendAsync(request);
        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        await using var gzip = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(2, (await XDocument.LoadAsync(gzip, LoadOptions.None, default)).Root!.Elements().Count());
        var folder = Path.Combine(_portal.Folder, "exports", "sitemaps");
        var kept = Assert.Single(Directory.GetFiles(folder, "notices-1.*"));
        await Read("/sitemaps/notices-1.xml");
        Assert.Equal(kept, Assert.Single(Directory.GetFiles(folder, "notices-1.*")));
        await _portal.Notice("M0160000005", "M0160", ("INV", "5"));
        Assert.Equal(3, (await Read("/sitemaps/notices-1.xml")).Elements(Map + "url").Count());
        Assert.NotEqual(kept, Assert.Single(Directory.GetFiles(folder, "notices-1.*")));
        await _portal.Withdraw(await _portal.Curator("paul", "M0160"), "M0160000005");
        Assert.Equal(2, (await Read("/sitemaps/notices-1.xml")).Elements(Map + "url").Count());
    }

    [Fact]
    public async Task A_catalogue_larger_than_a_part_is_cut_by_the_number_of_its_notices()
    {
        await _portal.Execute("update notice set number = @number where ref = 'M0160000001'", new { number = SiteMapParts.PartSize + 1 });
        await _portal.Execute("update notice_column set number = @number where ref = 'M0160000001'", new { number = SiteMapParts.PartSize + 1 });
        var parts = (await Read("/sitemap.xml")).Elements(Map + "sitemap").Select(s => s.Element(Map + "loc")!.Value.Split('/')[^1]).ToList();
        Assert.Equal(["pages.xml", "musees.xml", "notices-1.xml", "notices-2.xml", "images-2.xml"], parts);
        Assert.EndsWith("M0160000001", Assert.Single((await Read("/sitemaps/notices-2.xml")).Elements(Map + "url")).Element(Map + "loc")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("M0160000001", (await Read("/sitemaps/notices-1.xml")).ToString(), StringComparison.Ordinal);
        using var visitor = _portal.Visitor();
        foreach (var none in new[] { "notices-3", "notices-x", "..%2Fnotices-1", "images-1" })
        {
            using var answer = await visitor.GetAsync($"/sitemaps/{none}.xml");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task<XElement> Read(string address)
    {
        using var visitor = _portal.Visitor();
        return XDocument.Parse(await visitor.GetStringAsync(address)).Root!;
    }
}
