using Heritage.Standards.OaiPmh;

namespace Musenor.Interop.OaiPmh;

/// <summary>Writes and believes resumption tokens.</summary>
internal sealed class OaiTokens(OaiKeys keys, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(48);

    public DateTimeOffset Expire() => clock.GetUtcNow() + Life;

    public async Task<string> Write(ResumptionToken token, CancellationToken stop)
    {
        var newest = (await keys.Read(stop))[0];
        return (token with { IssuedAt = Number(clock.GetUtcNow()) }).Write(body => OaiKeys.Seal(newest, body));
    }

    /// <summary>Null when it is forged, expired, or of another verb.</summary>
    public async Task<ResumptionToken?> Read(string text, OaiVerb verb, CancellationToken stop)
    {
        var token = Open(text, await keys.Read(stop), out var isStrange);
        if (isStrange && await keys.Renew(stop) is { } renewed)
        {
            token = Open(text, renewed, out _);
        }

        return token is not null && token.Verb == verb && clock.GetUtcNow() - At(token.IssuedAt) <= Life ? token : null;
    }

    /// <param name="isStrange">It has the form of a token, and none of these keys sealed it.</param>
    private static ResumptionToken? Open(string text, byte[][] known, out bool isStrange)
    {
        var hasSeal = true;
        var token = ResumptionToken.Read(text, (body, seal) => hasSeal = OaiKeys.IsSealed(known, body, seal));
        isStrange = !hasSeal;
        return token;
    }

    /// <summary>Seconds since year 1: no instant is negative.</summary>
    public static long Number(DateTimeOffset instant) => instant.UtcTicks / TimeSpan.TicksPerSecond;

    public static long Number(string stamp) => Number(OaiDate.Parse(stamp)!.Value.At);

    public static string Text(long number) => OaiDate.Text(At(number));

    public static DateTimeOffset At(long number) => new(number * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
