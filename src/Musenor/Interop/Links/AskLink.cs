using Musenor.Interop.Harvest.Fetching;
using Musenor.Web;

namespace Musenor.Interop.Links;

/// <summary>What an address answered.</summary>
/// <param name="Status">Of HTTP; 0 for none.</param>
/// <param name="Problem">Empty: it works. Else a key of « Link.Problem.… ».</param>
internal sealed record LinkAnswer(int Status, string Problem);

/// <summary>Asks one address whether it is there: HEAD, then the first bytes where HEAD is not known. Five redirects, each judged; nothing is kept.</summary>
internal sealed class AskLink : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http;

    public AskLink(SiteSettings site, AddressGuard guard, HttpMessageHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Patience,
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 64,
            ConnectCallback = (context, stop) => guard.Connect(context.DnsEndPoint, "", stop),
        })
        { Timeout = Patience };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Musenor-links/1.0 (+{site.BaseUrl.AbsoluteUri})");
    }

    public async Task<LinkAnswer> Run(Uri address, bool isPicture, CancellationToken stop)
    {
        try
        {
            var answer = await Follow(HttpMethod.Head, address, isPicture, stop);
            return answer.Status is 403 or 404 or 405 or 501 ? await Follow(HttpMethod.Get, address, isPicture, stop) : answer;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new LinkAnswer(0, "timeout");
        }
        catch (HttpRequestException e)
        {
            return new LinkAnswer(0, e.InnerException is PrivateAddress ? "private" : "fault");
        }
        catch (IOException e)
        {
            return new LinkAnswer(0, e is PrivateAddress ? "private" : "fault");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<LinkAnswer> Follow(HttpMethod method, Uri address, bool isPicture, CancellationToken stop)
    {
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            using var request = new HttpRequestMessage(method, address);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            var status = (int)answer.StatusCode;
            if (status is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
            {
                return new LinkAnswer(status, Judge(status, isPicture, answer.Content.Headers.ContentType?.MediaType));
            }

            address = new Uri(address, location);
            if (address.Scheme is not ("http" or "https"))
            {
                return new LinkAnswer(status, "fault");
            }
        }

        return new LinkAnswer(0, "fault");
    }

    // A server that is tired or shy says nothing of the work: only what is surely not there is broken.
    private static string Judge(int status, bool isPicture, string? kind) => status switch
    {
        404 or 410 => "gone",
        401 or 403 => "refused",
        429 or 503 => "later",
        >= 400 => "fault",
        _ => isPicture && kind is not null && !kind.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? "kind" : "",
    };
}
