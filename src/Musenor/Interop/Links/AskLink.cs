using Musenor.Interop.Harvest.Fetching;
using Musenor.Web;

namespace Musenor.Interop.Links;

/// <summary>What an address answered.</summary>
/// <param name="Status">Of HTTP; 0 for none.</param>
/// <param name="Problem">Empty: it works. Else a key of « Link.Problem.… ».</param>
internal sealed record LinkAnswer(int Status, string Problem);

/// <summary>Asks one address whether it is there: HEAD, then the first bytes where HEAD is not known. Nothing is kept.</summary>
internal sealed class AskLink(SiteSettings site, AddressGuard guard, HttpMessageHandler? handler = null, Uri? inside = null) : IDisposable
{
    private readonly GuardedClient _client = new(site, guard, "links", inside, handler);

    /// <summary>For the links of a source that may itself be inside.</summary>
    public AskLink For(Uri? door) => new(site, guard, handler, door);

    public async Task<LinkAnswer> Run(Uri address, bool isPicture, CancellationToken stop)
    {
        try
        {
            var answer = await _client.Within(s => Ask(HttpMethod.Head, address, isPicture, s), stop);
            return answer.Status is 403 or 404 or 405 or 501 ? await _client.Within(s => Ask(HttpMethod.Get, address, isPicture, s), stop) : answer;
        }
        catch (Exception e) when (GuardedClient.Problem(e, stop) is { } problem)
        {
            return new LinkAnswer(0, problem);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<LinkAnswer> Ask(HttpMethod method, Uri address, bool isPicture, CancellationToken stop)
    {
        using var answer = await _client.Send(method, address, stop);
        return answer is null ? new LinkAnswer(0, "fault") : new LinkAnswer((int)answer.StatusCode, Judge((int)answer.StatusCode, isPicture, answer.Content.Headers.ContentType?.MediaType));
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
