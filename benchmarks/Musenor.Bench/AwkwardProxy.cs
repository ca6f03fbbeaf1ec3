using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Musenor.Bench;

/// <summary>Stands before a repository and spoils its answers as real ones are spoilt, by chance: what comes through in the end must still be everything.</summary>
internal sealed class AwkwardProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private readonly Random _chance = new(20261128);

    private AwkwardProxy(WebApplication app) => _app = app;

    /// <summary>The repository, told apart from this address, which it must name as its own.</summary>
    public Uri Behind { get; set; } = new("http://127.0.0.1:1");

    public Dictionary<string, int> Spoilt { get; } = [];

    public static async Task<AwkwardProxy> Start(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        var app = builder.Build();
        var proxy = new AwkwardProxy(app);
        app.Run(proxy.Answer);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        var habit = Habit();
        context.Response.ContentType = "text/xml; charset=UTF-8";
        if (habit is "busy" or "broken")
        {
            context.Response.StatusCode = habit == "busy" ? 503 : 500;
            context.Response.Headers.RetryAfter = "1";
            await context.Response.WriteAsync("<html>fatal</html>");
            return;
        }

        var text = await _client.GetStringAsync(new Uri(Behind, context.Request.Path + context.Request.QueryString));
        var bytes = Encoding.UTF8.GetBytes(Spoil(habit, text));
        if (habit == "cut")
        {
            // Less than was announced, then nothing: the connection is gone.
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(habit == "zip" ? Zipped(bytes) : bytes);
    }

    private string Habit()
    {
        lock (Spoilt)
        {
            var habit = _chance.Next(1000) switch
            {
                < 60 => "busy",
                < 64 => "broken",
                < 70 => "cut",
                < 76 => "truncated",
                < 150 => "php",
                < 220 => "control",
                < 290 => "zip",
                < 360 => "namespace",
                < 430 => "no-size",
                < 500 => "schema",
                _ => "",
            };
            if (habit.Length > 0)
            {
                Spoilt[habit] = Spoilt.GetValueOrDefault(habit) + 1;
            }

            return habit;
        }
    }

    private static string Spoil(string habit, string text) => habit switch
    {
        "truncated" => text[..(text.Length / 2)],
        "php" => $"<br />\n<b>Notice</b>: Undefined index in /var/www/oai.php on line 12\n{text}\n<!-- 0.3 s -->",
        "control" => text.Replace("<record>", "\u001a<record>", StringComparison.Ordinal),
        "namespace" => text.Replace("\"http://www.openarchives.org/OAI/2.0/\"", "\"https://www.openarchives.org/OAI/2.0/\"", StringComparison.Ordinal),
        "no-size" => text.Replace(" completeListSize=", " x=", StringComparison.Ordinal),
        "schema" => text.Replace("OAI/2.0/OAI-PMH.xsd", "OAI/2.0OAI-PMH.xsd", StringComparison.Ordinal),
        _ => text,
    };

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
