namespace Musenor.Interop.Harvest.Fetching;

/// <summary>What a request brought.</summary>
/// <param name="Problem">Empty when there is an answer; else timeout, connection, tls, too-big, bomb, private-address, redirects.</param>
internal sealed record Fetched(int Status, byte[] Bytes, string Problem, int Milliseconds)
{
    public string? Charset { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a permanent redirect leads.</summary>
    public string? Moved { get; init; }
}
