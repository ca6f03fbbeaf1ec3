using System.Net;
using AngleSharp.Html.Parser;
using Musenor.Tests.Collections.Media.Iiif;
using Xunit;

namespace Musenor.Tests.Collections.Media.Zoom;

public sealed class ZoomNoticeTests : IAsyncLifetime
{
    private MusenorFixture _portal = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        _portal = await ImageIntents.WithNotice();
        _visitor = _portal.Visitor();
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Without_script_the_page_shows_the_image_in_full_and_its_download()
    {
        var id = await _portal.Photograph(ImageIntents.Quarters(3000, 2000));
        var page = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(await _visitor.GetStringAsync("/notices/M0638000001/zoom"));
        var image = page.QuerySelector("noscript img")!;
        Assert.Equal(($"/iiif/3/{id}/full/2400,1600/0/default.jpg", "2400", "1600"), (image.GetAttribute("src"), image.GetAttribute("width"), image.GetAttribute("height")));
        Assert.Equal("Quatre quarts de couleur", image.GetAttribute("alt"));
        var shown = ImageIntents.Look(await _visitor.GetByteArrayAsync(image.GetAttribute("src")));
        Assert.Equal((2400, 1600), (shown.Width, shown.Height));
        var download = page.QuerySelector($"a[href='/iiif/3/{id}/full/max/0/default.jpg']")!;
        Assert.Contains("3 000 × 2 000", download.TextContent.Replace('\u202f', ' ').Replace('\u00a0', ' '), StringComparison.Ordinal);
        // Buttons that would do nothing are not shown.
        Assert.True(page.QuerySelector(".bar")!.HasAttribute("hidden"));
        Assert.True(page.QuerySelector(".stage")!.HasAttribute("hidden"));
    }

    [Fact]
    public async Task Each_picture_of_a_notice_has_its_zoom_and_leads_to_the_others()
    {
        await _portal.Photograph(ImageIntents.Quarters(600, 400));
        var second = await _portal.Photograph(ImageIntents.Quarters(400, 600), position: 2);
        var page = await _visitor.GetStringAsync("/notices/M0638000001/zoom?vue=2");
        Assert.Contains($"data-zoom=\"/iiif/3/{second}\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/notices/M0638000001/zoom\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(new Uri("/notices/M0638000001/zoom?vue=3", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_notice_with_a_picture_leads_to_its_zoom_and_its_manifest()
    {
        Assert.DoesNotContain("/zoom", await _visitor.GetStringAsync("/notices/M0638000001"), StringComparison.Ordinal);
        await _portal.Photograph(ImageIntents.Quarters(600, 400));
        var page = await _visitor.GetStringAsync("/notices/M0638000001");
        Assert.Contains("href=\"/notices/M0638000001/zoom\">Agrandir et zoomer", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/iiif/presentation/3/M0638000001/manifest\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_picture_there_is_no_zoom() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(new Uri("/notices/M0638000001/zoom", UriKind.Relative))).StatusCode);
}
