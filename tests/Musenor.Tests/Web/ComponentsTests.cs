using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Musenor.Web.Components;
using Musenor.Web.Delivery;
using Musenor.Web.Errors;
using Xunit;

namespace Musenor.Tests.Web;

public sealed class ComponentsTests
{
    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 54, "1 2 0 54")]
    [InlineData(4, 54, "1 2 3 4 5 0 54")]
    [InlineData(20, 54, "1 0 19 20 21 0 54")]
    [InlineData(54, 54, "1 0 53 54")]
    public void Pagination_shows_the_ends_and_the_neighbours(int page, int pages, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', new Paging(page, pages, _ => "").Numbers()));

    [Fact]
    public void Another_page_keeps_the_rest_of_the_address()
    {
        var request = new DefaultHttpContext().Request;
        request.Path = "/collections";
        request.QueryString = new QueryString("?q=fa%C3%AFence&musee=a&musee=b&page=3");
        var paging = Paging.Of(request, 3, 9, fragment: "resultats");
        Assert.Equal("/collections?q=fa%C3%AFence&musee=a&musee=b&page=4#resultats", paging.Address(4));
        Assert.Equal("/collections?q=fa%C3%AFence&musee=a&musee=b#resultats", paging.Address(1));
    }

    [Theory]
    [InlineData("/Notices/M5001", "/notices/{reference}", "/notices/M5001")]
    [InlineData("/notices/M5001/", "/notices/{reference}", "/notices/M5001")]
    [InlineData("/notices/M5001/Zoom", "/notices/{reference}/zoom", "/notices/M5001/zoom")]
    [InlineData("/", "/", "/")]
    [InlineData("/Ark:/12345/Ab/", "/ark:/{**name}", "/Ark:/12345/Ab/")]
    public void Only_the_fixed_words_of_an_address_are_lowered(string asked, string route, string right) =>
        Assert.Equal(right, CanonicalAddress.Of(asked, RoutePatternFactory.Parse(route)));

    [Theory]
    [InlineData("/oeuvre/coq_en-faience.php", "coq en faience")]
    [InlineData("/musee/l’abbaye/", "l’abbaye")]
    [InlineData("/", "")]
    public void A_lost_address_is_read_as_words(string address, string words) => Assert.Equal(words, StatusPage.WordsOf(address));
}
