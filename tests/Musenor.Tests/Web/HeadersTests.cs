using System.Net;
using Xunit;

namespace Musenor.Tests.Web;

public sealed class HeadersTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/rien-ici")]
    [InlineData("/rien-ici.json")]
    [InlineData("/robots.txt")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_the_strict_policy(string address)
    {
        using var answer = await portal.Visitor.GetAsync(address);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.Contains("Permissions-Policy"));
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Pages_travel_compressed(string encoding)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/aide");
        ask.Headers.Add("Accept-Encoding", encoding);
        using var answer = await portal.Visitor.SendAsync(ask);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.Single());
        Assert.Equal(["Accept", "Accept-Encoding"], answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/AIDE", "/aide")]
    [InlineData("/aide/", "/aide")]
    [InlineData("/Aide/?q=A", "/aide?q=A")]
    public async Task Another_spelling_of_an_address_leads_to_the_right_one(string address, string right)
    {
        using var answer = await portal.Visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal(right, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("//example.org/")]
    [InlineData("/%2F%2Fexample.org/")]
    public async Task No_spelling_leads_to_another_site(string address)
    {
        using var answer = await portal.Visitor.GetAsync(new Uri(portal.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority) + address));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("TRACE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", HttpStatusCode.NoContent)]
    public async Task A_public_page_is_only_read(string method, HttpStatusCode expected)
    {
        foreach (var address in new[] { "/", "/collections", "/notices/X", "/aide" })
        {
            using var answer = await portal.Visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
            Assert.Equal((address, expected), (address, answer.StatusCode));
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/robots.txt")]
    [InlineData("/health/live")]
    public async Task Head_answers_the_headers_of_get_without_a_body(string address)
    {
        using var got = await portal.Visitor.GetAsync(address);
        using var head = await portal.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(got.Headers.ETag, head.Headers.ETag);
        Assert.Equal(got.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }
}
