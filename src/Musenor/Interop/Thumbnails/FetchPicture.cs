using System.Text.RegularExpressions;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Links;
using Musenor.Web;

namespace Musenor.Interop.Thumbnails;

/// <summary>One picture of another site, small where its server can make it small, and never more than a limit of bytes.</summary>
internal sealed partial class FetchPicture(SiteSettings site, AddressGuard guard, Uri? inside, TimeSpan? limit = null) : IDisposable
{
    private const int MostBytes = 30 * 1024 * 1024;
    private readonly GuardedClient _client = limit is { } most ? new(site, guard, "images", inside) { Limit = most } : new(site, guard, "images", inside);

    /// <summary>The bytes; else a problem: gone, refused, fault, timeout, private, size, or later: the server asks for patience.</summary>
    public async Task<(byte[] Bytes, string Problem)> Run(Uri address, CancellationToken stop)
    {
        try
        {
            var small = Small(address);
            var answer = await _client.Within(s => Read(small, s), stop);
            // A server of level 0 has its own sizes only.
            return answer.Problem is "fault" or "gone" && small != address ? await _client.Within(s => Read(address, s), stop) : answer;
        }
        catch (Exception e) when (GuardedClient.Problem(e, stop) is { } problem)
        {
            return ([], problem);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>An address of the IIIF Image API asks for what is shown, and not for the whole file.</summary>
    internal static Uri Small(Uri address) => WholeImage().Match(address.AbsoluteUri) is { Success: true } whole
        ? new Uri($"{whole.Groups["base"].Value}/full/!480,480/0/default.jpg")
        : address;

    private async Task<(byte[] Bytes, string Problem)> Read(Uri address, CancellationToken stop)
    {
        using var answer = await _client.Send(HttpMethod.Get, address, stop);
        if (answer is null || !answer.IsSuccessStatusCode)
        {
            return ([], (int?)answer?.StatusCode switch { 404 or 410 => "gone", 401 or 403 => "refused", 429 or 503 => "later", _ => "fault" });
        }

        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        using var taken = new MemoryStream();
        var buffer = new byte[81_920];
        for (int got; (got = await body.ReadAsync(buffer, stop)) > 0;)
        {
            if (taken.Length + got > MostBytes)
            {
                return ([], "size");
            }

            taken.Write(buffer, 0, got);
        }

        return (taken.ToArray(), "");
    }

    [GeneratedRegex(@"^(?<base>https?://.+)/full/(?:max|full|\^?\d*,\d*)/0/(?:default|native|color)\.(?:jpg|png|webp)$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeImage();
}
