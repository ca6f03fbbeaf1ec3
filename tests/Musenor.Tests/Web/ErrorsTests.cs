using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Storage;
using Musenor.Web.Errors;
using Xunit;

namespace Musenor.Tests.Web;

public sealed class ErrorsTests : IDisposable
{
    private readonly MusenorFixture _portal = new();
    private readonly WebApplicationFactory<Program> _app;

    public ErrorsTests() => _app = _portal.With(services => services.AddSingleton<IStartupFilter>(new Trouble()));

    [Fact]
    public async Task A_missing_page_proposes_a_search_of_its_own_words()
    {
        var (status, html) = await Read("/oeuvres/coq-en-fa%C3%AFence.html");
        Assert.Equal(HttpStatusCode.NotFound, status);
        var page = new HtmlParser().ParseDocument(html);
        Assert.Equal("Page introuvable", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("coq en faïence", page.QuerySelector("input[name=q]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("main a[href='/plan-du-site']"));
        Assert.NotNull(page.QuerySelector("main a[href='/contact']"));
    }

    [Theory]
    [InlineData("/trouble/410", HttpStatusCode.Gone, "Page retirée")]
    [InlineData("/trouble/400", HttpStatusCode.BadRequest, "Demande incomprise")]
    [InlineData("/trouble/403", HttpStatusCode.Forbidden, "Accès réservé")]
    [InlineData("/trouble/405", HttpStatusCode.MethodNotAllowed, "Action impossible à cette adresse")]
    [InlineData("/trouble/418", (HttpStatusCode)418, "Cette page ne peut pas être montrée")]
    public async Task A_refusal_has_a_page_that_says_what_it_is(string address, HttpStatusCode expected, string title)
    {
        var (status, html) = await Read(address);
        Assert.Equal(expected, status);
        Assert.Contains($"<h1>{title}</h1>", html);
    }

    [Fact]
    public async Task Too_many_requests_says_how_long_to_wait()
    {
        var (status, html) = await Read("/trouble/429");
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("Réessayez dans 20 secondes.", html);
    }

    [Fact]
    public async Task A_withdrawn_page_gives_its_reason()
    {
        var (_, html) = await Read("/trouble/reason");
        Assert.Contains("Retirée à la demande du musée", html);
    }

    [Fact]
    public async Task A_failure_gives_a_small_plain_page_with_its_reference_and_the_portal_goes_on()
    {
        var (status, html) = await Read("/trouble/throw");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.InRange(html.Length, 100, 10_000);
        Assert.Contains("Ce qui était enregistré est gardé", html);
        Assert.Matches("<strong>[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}</strong>", html);
        Assert.DoesNotContain("Boum", html);
        Assert.DoesNotContain("{", html);
        Assert.Equal(HttpStatusCode.OK, (await Read("/")).Status);
    }

    [Fact]
    public async Task A_database_that_is_away_asks_to_come_back()
    {
        using var visitor = _app.CreateClient();
        using var answer = await visitor.GetAsync("/trouble/database");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("momentanément indisponible", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_broken_database_promises_nothing()
    {
        var (status, html) = await Read("/trouble/corrupt");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("est gardé", html);
        Assert.DoesNotContain("{", html);
    }

    [Theory]
    [InlineData("/rien.json", "text/html", 404)]
    [InlineData("/rien", "application/json", 404)]
    [InlineData("/trouble/throw", "application/json", 500)]
    [InlineData("/trouble/database", "application/json", 503)]
    public async Task A_program_gets_problem_details_in_french(string address, string accept, int status)
    {
        using var visitor = _app.CreateClient();
        using var ask = new HttpRequestMessage(HttpMethod.Get, address);
        ask.Headers.Add("Accept", accept);
        using var answer = await visitor.SendAsync(ask);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("trace").GetString()));
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task The_words_of_a_hostile_address_stay_words()
    {
        var (_, html) = await Read("/%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        Assert.DoesNotContain("<script>alert", html);
    }

    public void Dispose()
    {
        _app.Dispose();
        _portal.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task<(HttpStatusCode Status, string Html)> Read(string address)
    {
        using var visitor = _app.CreateClient();
        using var answer = await visitor.GetAsync(address);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Addresses that go wrong on purpose, behind everything the portal puts before its pages.</summary>
    private sealed class Trouble : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Use(async (context, rest) =>
            {
                switch (context.Request.Path.Value!.Split('/'))
                {
                    case [_, "trouble", "throw"]:
                        throw new InvalidOperationException("Boum");
                    case [_, "trouble", "database"]:
                        await new Database(Engine.Sqlite, "Data Source=/nulle/part/musenor.db").Open();
                        break;
                    case [_, "trouble", "corrupt"]:
                        throw new Microsoft.Data.Sqlite.SqliteException("database disk image is malformed", 11);
                    case [_, "trouble", "reason"]:
                        context.Features.Set(new StatusReason("Retirée à la demande du musée"));
                        context.Response.StatusCode = 410;
                        break;
                    case [_, "trouble", var code]:
                        context.Response.StatusCode = int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
                        context.Response.Headers.RetryAfter = code == "429" ? "20" : default;
                        break;
                    default:
                        await rest(context);
                        break;
                }
            });
        };
    }
}
