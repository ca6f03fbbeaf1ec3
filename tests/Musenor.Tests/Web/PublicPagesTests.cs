using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Web;

public sealed class PublicPagesTests : IDisposable
{
    private readonly Revision _revision = new();
    private readonly MusenorFixture _portal = new();
    private readonly WebApplicationFactory<Program> _app;

    public PublicPagesTests() => _app = _portal.With(services => services.AddSingleton<IFreshness>(_revision));

    [Fact]
    public async Task A_page_that_did_not_change_is_not_sent_again()
    {
        using var first = await Get("/");
        Assert.Equal("public, no-cache", first.Headers.CacheControl!.ToString());
        Assert.True(first.Headers.ETag!.IsWeak);

        using var again = await Get("/", first.Headers.ETag.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_change_of_the_data_shows_at_once()
    {
        using var first = await Get("/");
        _revision.Number++;
        using var again = await Get("/", first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_page_without_data_does_not_ask_for_it()
    {
        using var first = await Get("/aide");
        _revision.Number++;
        using var again = await Get("/aide", first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/?page=2", "text/html")]
    [InlineData("/", "application/json")]
    public async Task Another_address_or_another_form_is_another_page(string address, string accept)
    {
        using var first = await Get("/");
        using var other = await Get(address, first.Headers.ETag!.ToString(), accept);
        Assert.NotEqual(HttpStatusCode.NotModified, other.StatusCode);
    }

    [Fact]
    public async Task Whoever_names_no_version_gets_the_page()
    {
        using var answer = await Get("/", "*");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_error_is_not_kept()
    {
        using var answer = await Get("/rien");
        Assert.Null(answer.Headers.ETag);
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
    }

    public void Dispose()
    {
        _app.Dispose();
        _portal.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task<HttpResponseMessage> Get(string address, string? known = null, string accept = "text/html")
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, address);
        ask.Headers.Add("Accept", accept);
        if (known is not null)
        {
            ask.Headers.Add("If-None-Match", known);
        }

        using var visitor = _app.CreateClient();
        return await visitor.SendAsync(ask);
    }

    private sealed class Revision : IFreshness
    {
        public int Number { get; set; }

        public ValueTask<string> Stamp(CancellationToken stop) => ValueTask.FromResult($"{Number}");
    }
}
