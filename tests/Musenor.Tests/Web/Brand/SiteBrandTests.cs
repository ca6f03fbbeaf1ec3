using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Configuration;
using Musenor.Storage;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Musenor.Web.Brand;
using Xunit;

namespace Musenor.Tests.Web.Brand;

/// <summary>An installation has its own words, colours, logo and menu; what cannot be read or shown well is refused at the start.</summary>
public sealed class SiteBrandTests
{
    [Fact]
    public void Without_settings_the_menu_is_that_of_the_rooms()
    {
        var brand = Read();
        MenuEntry[] rooms = [new("Museums", "Title", "/musees", 20), new("Collections", "Menu", "/collections", 10)];
        Assert.Equal(["/collections", "/musees"], brand.Entries(rooms).Select(e => e.Address));
        Assert.Equal(("", null, null), (brand.Colours, brand.Heading, brand.Logo));
    }

    [Fact]
    public void A_chosen_menu_orders_the_rooms_and_adds_what_is_elsewhere()
    {
        MenuEntry[] rooms = [new("Museums", "Title", "/musees", 20), new("Collections", "Menu", "/collections", 10)];
        var entries = Read(("Site:Menu", "/musees; Œuvres=/collections; Le réseau = https://reseau.example/; /nowhere")).Entries(rooms).ToArray();
        Assert.Equal(["Musées", "Œuvres", "Le réseau"], entries.Select(e => e.Label));
        Assert.True(entries[1].Holds("/collections/facettes/auteur"));
        Assert.False(entries[2].Holds("/musees"));
    }

    [Theory]
    [InlineData("Site:Colour", "rouge", "n’est pas une couleur")]
    [InlineData("Site:Colour", "#ffcc00", "se lit mal")]
    [InlineData("Site:DarkColour", "#333333", "se lit mal")]
    [InlineData("Site:Menu", "X=javascript:alert(1)", "adresse du portail")]
    [InlineData("Site:Menu", "X=//evil.example", "adresse du portail")]
    [InlineData("Site:Logo", "/nowhere/logo.svg", "n’existe pas")]
    [InlineData("Site:Logo", "/etc/hostname", "SVG ou PNG")]
    public void What_cannot_be_shown_is_refused_in_one_sentence(string setting, string value, string said) =>
        Assert.Contains(said, Assert.Throws<WrongSetting>(() => Read((setting, value))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_pages_carry_colours_logo_and_words()
    {
        await using var portal = new MusenorFixture();
        var logo = Path.Combine(portal.Folder, "logo.svg");
        await File.WriteAllTextAsync(logo, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"36\" height=\"36\"><script>alert(1)</script></svg>");
        await using var branded = portal.Set(("Site:Kind", "Region"), ("Site:Name", "Patrimoines Hauts-de-France"), ("Site:Heading", "Nos <b>patrimoines</b>"),
            ("Site:Introduction", "Musées et métiers."), ("Site:Colour", "#004d40"), ("Site:Logo", logo), ("Site:Menu", "/collections;Ailleurs=https://x.example/"));
        using var visitor = branded.CreateClient();
        var html = await visitor.GetStringAsync("/");
        Xss.AssertDead(html, "front page");
        var page = new HtmlParser().ParseDocument(html);
        Assert.Equal("Nos <b>patrimoines</b>", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Musées et métiers.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Patrimoines Hauts-de-France — les collections de plusieurs réseaux", page.Title, StringComparison.Ordinal);
        Assert.Contains("Ailleurs", page.QuerySelector("header nav")!.TextContent, StringComparison.Ordinal);
        using var colours = await visitor.GetAsync(page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));
        Assert.Contains("--accent:#004d40", await colours.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var image = await visitor.GetAsync(page.QuerySelector(".logo img")!.GetAttribute("src"));
        Assert.Equal("image/svg+xml", image.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", image.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var none = await portal.Visitor().GetAsync("/marque/logo");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static SiteBrand Read(params (string Key, string Value)[] settings) =>
        SiteBrand.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
