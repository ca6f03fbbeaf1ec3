using System.Globalization;
using System.IO.Compression;
using System.Text;
using Heritage.Standards.Joconde;
using Microsoft.Net.Http.Headers;
using Musenor.Web.Abuse;

namespace Musenor.Interop.OaiPmh;

/// <summary>/oai: the protocol over HTTP (§3.1). Every answer of the protocol is a 200 in text/xml, errors too.</summary>
internal static class ServeOai
{
    private const string Xml = "text/xml; charset=UTF-8";
    private const int LongestBody = 64 * 1024;

    public static async Task Answer(HttpContext context, AnswerOai answer, OaiLimits limits, CancellationToken stop)
    {
        var response = context.Response;
        if (limits.Refuse(Client.Of(context)) is { } wait)
        {
            // Harvesters know 503; of 429 they make a failure (protocol §3.1.2.2).
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.ContentType = "text/plain; charset=utf-8";
            response.ContentLength = 0;
            return;
        }

        response.ContentType = Xml;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept-Encoding";
        // HEAD arrives as GET without a body to write to: nothing is read for it.
        if (ReferenceEquals(response.Body, Stream.Null))
        {
            return;
        }

        var bytes = await answer.Run(HttpMethods.IsPost(context.Request.Method) ? await Body(context.Request, stop) : context.Request.QueryString.Value?.TrimStart('?') ?? "", stop);
        if (TakesGzip(context.Request))
        {
            bytes = Gzip(bytes);
            response.Headers.ContentEncoding = "gzip";
        }

        // What compresses pages would do so again, in pieces of unknown length.
        context.Request.Headers.AcceptEncoding = "";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, stop);
    }

    /// <summary>The schema of the format « joconde ».</summary>
    public static IResult Schema(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(JocondeXml.Schema, "application/xml", Encoding.UTF8);
    }

    /// <summary>A body that is no form, or is longer than any request, holds no legal argument.</summary>
    private static async Task<string> Body(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return "";
        }

        var body = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, stop);
        return length > LongestBody ? "" : Encoding.UTF8.GetString(body, 0, length);
    }

    /// <summary>gzip or « * » with a weight above zero; identity refused counts as gzip taken.</summary>
    private static bool TakesGzip(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        StringWithQualityHeaderValue? Named(string name) => accepted.FirstOrDefault(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase));
        return Named("gzip") is { } gzip ? gzip.Quality is not 0 : Named("*") is { } any ? any.Quality is not 0 : Named("identity") is { Quality: 0 };
    }

    private static ReadOnlyMemory<byte> Gzip(ReadOnlyMemory<byte> bytes)
    {
        var to = new MemoryStream(bytes.Length / 4);
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes.Span);
        }

        return to.GetBuffer().AsMemory(0, (int)to.Length);
    }
}

/// <summary>What one client may ask of one process in a minute, counted before anything is read.</summary>
internal sealed class OaiLimits(OaiSettings settings, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private long _minute;

    /// <summary>Null when it may; else how long to wait.</summary>
    public TimeSpan? Refuse(string client)
    {
        if (settings.RequestsPerMinute == 0)
        {
            return null;
        }

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            if (now / 60 != _minute)
            {
                _minute = now / 60;
                _asked.Clear();
            }

            var asked = _asked[client] = _asked.GetValueOrDefault(client) + 1;
            return asked > settings.RequestsPerMinute ? TimeSpan.FromSeconds(60 - (now % 60)) : null;
        }
    }
}
