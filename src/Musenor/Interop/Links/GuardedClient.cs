using Musenor.Interop.Harvest.Fetching;
using Musenor.Web;

namespace Musenor.Interop.Links;

/// <summary>Asks addresses that others wrote: public hosts alone, five redirects each judged anew, no cookie, one connection a host.</summary>
internal sealed class GuardedClient : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http;
    private readonly Uri? _inside;

    /// <param name="agent">What for: « links ».</param>
    /// <param name="inside">This door alone may be private, for whoever names it; no other site leads there.</param>
    public GuardedClient(SiteSettings site, AddressGuard guard, string agent, Uri? inside = null, HttpMessageHandler? handler = null)
    {
        _inside = inside;
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Patience,
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 64,
            ConnectCallback = (context, stop) => guard.Connect(context.DnsEndPoint, IsInside(context.InitialRequestMessage.RequestUri!) ? context.DnsEndPoint.Host : "", stop),
        }, disposeHandler: handler is null)
        { Timeout = Patience };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Musenor-{agent}/1.0 (+{site.BaseUrl.AbsoluteUri})");
    }

    /// <summary>Head and body together, redirects too: a server that sends a byte a minute holds nobody.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>One exchange, all of it within the limit.</summary>
    public async Task<T> Within<T>(Func<CancellationToken, Task<T>> exchange, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Limit);
        return await exchange(patience.Token);
    }

    /// <summary>The head of the answer that is no redirect; null when there are too many, or one that leads out of the web.</summary>
    public async Task<HttpResponseMessage?> Send(HttpMethod method, Uri address, CancellationToken stop)
    {
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            using var request = new HttpRequestMessage(method, address);
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
            {
                return answer;
            }

            answer.Dispose();
            if (!Uri.TryCreate(address, location, out var next) || next.Scheme is not ("http" or "https"))
            {
                return null;
            }

            if (IsInside(next) && !IsInside(address))
            {
                throw new PrivateAddress(next.Host);
            }

            address = next;
        }

        return null;
    }

    /// <summary>A key of « Link.Problem.… » for what kept an answer from coming; null: it is another matter.</summary>
    public static string? Problem(Exception fault, CancellationToken stop) => fault switch
    {
        OperationCanceledException => stop.IsCancellationRequested ? null : "timeout",
        HttpRequestException { InnerException: PrivateAddress } or PrivateAddress => "private",
        HttpRequestException or IOException => "fault",
        _ => null,
    };

    public void Dispose() => _http.Dispose();

    private bool IsInside(Uri address) => _inside is not null && Door.IsSame(_inside, address);
}
