using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Musenor.Bench;

/// <summary>Stands before a repository and counts the lists that it is asked for.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private long _lists;

    private Relay(WebApplication app, Uri to) => (_app, _client) = (app, new HttpClient { BaseAddress = to });

    public Uri Address => new(_app.Urls.First());

    public long Lists => Interlocked.Read(ref _lists);

    public static async Task<Relay> Start(Uri to)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var relay = new Relay(builder.Build(), to);
        relay._app.MapGet("/{**path}", relay.Pass);
        await relay._app.StartAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        var asked = context.Request.Path + context.Request.QueryString;
        if (asked.Contains("verb=List", StringComparison.Ordinal) && !asked.Contains("verb=ListM", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _lists);
        }

        using var answer = await _client.GetAsync(new Uri(asked, UriKind.Relative));
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
