using System.Net;
using System.Net.Sockets;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Fetching;

/// <summary>
/// A source is somewhere on the public net. Names are resolved here and the connection goes to the very address that was judged, so that a
/// name cannot show a public address first and lead inside afterwards. Setting Harvest:PrivateNetworks (« 10.0.3.0/24, 127.0.0.0/8 ») lets some in.
/// </summary>
internal sealed class AddressGuard(IConfiguration configuration)
{
    public const string Setting = "Harvest:PrivateNetworks";

    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // IPv6: unspecified and loopback, NAT64, discard, Teredo, documentation, 6to4, unique local, link and site local, multicast
            "::/127", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private readonly IPNetwork[] _opened = Read(configuration[Setting]);

    public bool Allows(IPAddress address)
    {
        var meant = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Closed, n => n.Contains(meant)) || Array.Exists(_opened, n => n.Contains(meant));
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <param name="privateHost">This host alone may be private.</param>
    public async ValueTask<Stream> Connect(DnsEndPoint to, string privateHost, CancellationToken stop)
    {
        var found = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, stop);
        var allowed = string.Equals(to.Host, privateHost, StringComparison.OrdinalIgnoreCase) ? found : Array.FindAll(found, Allows);
        if (allowed.Length == 0)
        {
            throw new PrivateAddress(to.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Does this name or number lead nowhere but inside?</summary>
    public static async Task<bool> IsPrivate(string host, CancellationToken stop)
    {
        try
        {
            var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, stop);
            return found.Length > 0 && Array.TrueForAll(found, a => Array.Exists(Closed, n => n.Contains(a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a)));
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IPNetwork[] Read(string? setting) =>
        [.. (setting ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(n => IPNetwork.TryParse(n, out var network)
            ? network
            : throw new WrongSetting(Setting, $"« {n} » n’est pas un réseau comme 10.0.3.0/24."))];
}

/// <summary>The address is of the inside: nothing is asked there.</summary>
internal sealed class PrivateAddress(string host) : IOException($"The host {host} has a private address.");
