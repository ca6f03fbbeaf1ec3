using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs.Views;

/// <summary>Several views of a work on its public page, without a script.</summary>
public sealed class ShownViewsTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        _photos = await PhotosPortal.Start();
        _visitor = _photos.Portal.Visitor();
        _photos.Put("2010.1.1_1.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("2010.1.1_2 verso.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("2010.1.1_3 avant restauration.jpg", PhotosPortal.Jpeg(3));
        _photos.Put("2010.1.1_4 après restauration.jpg", PhotosPortal.Jpeg(4));
        await _photos.Import();
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _photos.DisposeAsync();
    }

    [Fact]
    public async Task A_view_has_an_address_and_says_which_it_is()
    {
        var images = await _photos.Images("M0638000123");
        var page = await _visitor.Page("/notices/M0638000123?vue=2");
        Assert.Contains("Vue 2 sur 4", page.QuerySelector("#images nav")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(images[1].Address(480), page.QuerySelector("#images .fig img")!.GetAttribute("src"));
        Assert.Equal("Verso", page.QuerySelector("#images figcaption")!.TextContent);
        Assert.Equal(["/notices/M0638000123#images", "/notices/M0638000123?vue=2#images"], page.QuerySelectorAll(".views-of a").Take(2).Select(a => a.GetAttribute("href")));
        Assert.Equal("true", page.QuerySelectorAll(".views-of a")[1].GetAttribute("aria-current"));
        Assert.Equal("/notices/M0638000123", new Uri(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!).AbsolutePath);
    }

    [Theory]
    [InlineData("?vue=0")]
    [InlineData("?vue=99")]
    [InlineData("?vue=deux")]
    [InlineData("")]
    public async Task What_is_no_view_is_the_first(string query) =>
        Assert.Equal((await _photos.Images("M0638000123"))[0].Address(480), (await _visitor.Page($"/notices/M0638000123{query}")).QuerySelector("#images .fig img")!.GetAttribute("src"));

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Before_and_after_stand_side_by_side_from_either(int view)
    {
        var images = await _photos.Images("M0638000123");
        var page = await _visitor.Page($"/notices/M0638000123?vue={view}");
        Assert.Equal([images[2].Address(480), images[3].Address(480)], page.QuerySelectorAll(".pair img").Select(i => i.GetAttribute("src")));
        Assert.Equal(["Avant", "Après"], page.QuerySelectorAll(".pair strong").Select(s => s.TextContent));
        Assert.All(page.QuerySelectorAll(".pair img"), i => Assert.Contains("restauration", i.GetAttribute("alt"), StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public async Task The_search_that_led_here_stays_in_the_links() => Assert.Contains(
        "q=moisson", (await _visitor.Page("/notices/M0638000123?q=moisson&o=1&vue=2")).QuerySelector(".views-of a")!.GetAttribute("href"), StringComparison.Ordinal);
}
