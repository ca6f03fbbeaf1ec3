using System.Diagnostics;
using System.Net;
using System.Security.Authentication;
using Musenor.Interop.Harvest.Sources;

namespace Musenor.Interop.Harvest.Fetching;

/// <summary>One connection to one source: its headers, its timeouts; redirects are followed by hand, each address judged anew.</summary>
internal sealed class SourceClient : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan ConnectIn = TimeSpan.FromSeconds(30);
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly (string Name, string Value)[] _own;
    private readonly Uri _base;
    private readonly TimeProvider _clock;
    private readonly Body _body = new();

    public SourceClient(HarvestSource source, string headers, string agent, string from, AddressGuard guard, TimeProvider clock)
    {
        _base = new Uri(source.BaseUrl);
        (_clock, _timeout) = (clock, TimeSpan.FromSeconds(Math.Clamp(source.TimeoutS, 1, 3600)));
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectIn,
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 64,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (context, stop) => guard.Connect(context.DnsEndPoint, source.PrivateHost, stop),
        };
        if (!source.IsTlsStrict)
        {
            // A person decided so for this source, and its page says so.
#pragma warning disable CA5359
            _handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        _http = new HttpClient(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _own = [.. headers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(h => h.Split(':', 2)).Where(h => h.Length == 2).Select(h => (h[0].Trim(), h[1].Trim()))];
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", source.UserAgent.Length > 0 ? source.UserAgent : agent);
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip");
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/xml, application/xml;q=0.9, */*;q=0.1");
        if (from.Length > 0)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation("From", from);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    /// <summary>Never throws for what a source can do; only when told to stop.</summary>
    public async Task<Fetched> Get(string query, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        using var patience = new CancellationTokenSource(_timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            var got = await Follow(query, either.Token);
            return got with { Milliseconds = (int)watch.ElapsedMilliseconds };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Problem("timeout");
        }
        catch (HttpRequestException e)
        {
            return Problem(e.InnerException switch { PrivateAddress => "private-address", AuthenticationException => "tls", _ => "connection" });
        }
        catch (IOException e)
        {
            return Problem(e is PrivateAddress ? "private-address" : "connection");
        }

        Fetched Problem(string problem) => new(0, [], problem, (int)watch.ElapsedMilliseconds);
    }

    private async Task<Fetched> Follow(string query, CancellationToken stop)
    {
        var address = new UriBuilder(_base) { Query = query }.Uri;
        string? moved = null;
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (Door.IsSame(_base, address))
            {
                foreach (var (name, value) in _own)
                {
                    request.Headers.TryAddWithoutValidation(name, value); // secrets stay with the door that they are for
                }
            }

            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            var status = (int)answer.StatusCode;
            if (status is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
            {
                await using var stream = await answer.Content.ReadAsStreamAsync(stop);
                var (bytes, problem) = await _body.Read(stream, stop);
                return new Fetched(status, bytes, problem, 0) { Charset = answer.Content.Headers.ContentType?.CharSet, RetryAfter = Wait(answer), Moved = moved };
            }

            if (!Uri.TryCreate(address, location, out var next) || next.Scheme is not ("http" or "https"))
            {
                return new Fetched(status, [], "redirects", 0);
            }

            next = next.Query.Length > 1 ? next : new UriBuilder(next) { Query = query }.Uri;
            moved = status is 301 or 308 ? next.GetLeftPart(UriPartial.Path) : moved;
            address = next;
        }

        return new Fetched(0, [], "redirects", 0);
    }

    private TimeSpan? Wait(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } time } => time,
        { Date: { } date } => date - (answer.Headers.Date ?? _clock.GetUtcNow()), // by the clock of who says it
        _ => null,
    };
}
