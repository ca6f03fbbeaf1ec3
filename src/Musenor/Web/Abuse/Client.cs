using System.Net;
using System.Net.Sockets;

namespace Musenor.Web.Abuse;

/// <summary>Where a request comes from, as it is counted: after the trusted proxies, IPv6 by its /64 (one household, one line).</summary>
public static class Client
{
    private static readonly string[] LeftByProxies = ["X-Forwarded-For", "Forwarded", "X-Real-IP"];

    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address)
    {
        switch (address)
        {
            case null:
                return "";
            case { IsIPv4MappedToIPv6: true }:
                return address.MapToIPv4().ToString();
            case { AddressFamily: AddressFamily.InterNetworkV6 }:
                var bytes = address.GetAddressBytes();
                bytes.AsSpan(8).Clear();
                return $"{new IPAddress(bytes)}/64";
            default:
                return address.ToString();
        }
    }

    /// <summary>
    /// The request comes from this very machine. A proxy on it that nobody declared leaves a header behind: what it brings comes from elsewhere.
    /// </summary>
    public static bool IsThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !LeftByProxies.Any(context.Request.Headers.ContainsKey);
}
