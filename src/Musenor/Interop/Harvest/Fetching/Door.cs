namespace Musenor.Interop.Harvest.Fetching;

/// <summary>Scheme, name and port: what was allowed or confided for the one holds for no other.</summary>
internal static class Door
{
    /// <summary>A secure door of the same name is the same, the other way round it is not.</summary>
    public static bool IsSame(Uri before, Uri now) => before.IdnHost == now.IdnHost
        && ((before.Scheme == now.Scheme && before.Port == now.Port) || (before is { Scheme: "http", IsDefaultPort: true } && now is { Scheme: "https", IsDefaultPort: true }));

    /// <summary>The door of a source that may be inside; null where it may not.</summary>
    public static Uri? Inside(string baseUrl, string privateHost) =>
        privateHost.Length > 0 && Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) && string.Equals(url.Host, privateHost, StringComparison.OrdinalIgnoreCase) ? url : null;
}
