using System.Net;
using System.Net.Sockets;
using Musenor.Interop.Harvest.Fetching;

namespace Musenor.Interop.Harvest.Board;

/// <summary>
/// Whether an address that a person typed may be a source's. Inside addresses are for whoever holds the machine: told on the command line, or
/// opened by a setting. Each connection judges again what the name leads to then (<see cref="AddressGuard"/>).
/// </summary>
internal sealed class JudgeAddress(IConfiguration configuration)
{
    public const int Longest = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly AddressGuard _guard = new(configuration);

    /// <summary>Key of what is wrong: « Harvest.No.{key} »; null when nothing is.</summary>
    public async Task<string?> Run(string typed, CancellationToken stop)
    {
        if (!TryRead(typed, out var url))
        {
            return "url";
        }

        return await IsInside(url.IdnHost, stop) ? "inside" : null;
    }

    public static bool TryRead(string typed, out Uri url) =>
        Uri.TryCreate(typed, UriKind.Absolute, out url!) && url.Scheme is "http" or "https" && typed.Length <= Longest && url.Query.Length == 0 && url.Fragment.Length == 0
        && url.UserInfo.Length == 0 && url.IdnHost.Length > 0;

    /// <summary>
    /// The same door: what was allowed or confided for the one holds for the other. A secure door of the same name is the same, the other way
    /// round it is not.
    /// </summary>
    public static bool IsSameDoor(string before, string now) =>
        TryRead(before, out var old) && TryRead(now, out var next) && Door.IsSame(old, next);

    private async Task<bool> IsInside(string host, CancellationToken stop)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            IPAddress[] found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, patience.Token);
            return found.Length > 0 && !Array.Exists(found, _guard.Allows);
        }
        catch (Exception e) when (e is SocketException or ArgumentException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false; // it leads nowhere today: a trial says so
        }
    }
}
