using System.IO.Compression;

namespace Musenor.Interop.Harvest.Fetching;

/// <summary>
/// Reads the bodies of one source within limits, one after the other. Whether one is compressed is seen in its first bytes: headers lie both ways.
/// Pages are megabytes, and there are thousands of them: they grow in two places, kept for the next.
/// </summary>
internal sealed class Body
{
    public const long Most = 200L * 1024 * 1024;

    // Pages of records are compressed 10 to 40 times; nothing but a trap is beyond this.
    private const int MostRatio = 250;
    private const long RatioFrom = 4L * 1024 * 1024;
    private const int LargestKept = 8 * 1024 * 1024;

    private byte[] _from = [];
    private byte[] _to = [];

    public async Task<(byte[] Bytes, string Problem)> Read(Stream from, CancellationToken stop)
    {
        try
        {
            if (await Take(from, Most, stop) is not { } length)
            {
                return ([], "too-big");
            }

            // A layer within a layer is met with proxies; a third one is no accident.
            for (var layer = 0; layer < 2 && _to.AsSpan(0, length) is [0x1f, 0x8b, ..]; layer++)
            {
                (_from, _to) = (_to, _from);
                await using var unzip = new GZipStream(new MemoryStream(_from, 0, length), CompressionMode.Decompress);
                if (await Take(unzip, Math.Min(Most, Math.Max(RatioFrom, (long)length * MostRatio)), stop) is not { } plain)
                {
                    return ([], "bomb");
                }

                length = plain;
            }

            return (_to.AsSpan(0, length).ToArray(), "");
        }
        catch (InvalidDataException)
        {
            return ([], "connection"); // cut on its way
        }
        finally
        {
            (_from, _to) = (_from.Length > LargestKept ? [] : _from, _to.Length > LargestKept ? [] : _to);
        }
    }

    /// <summary>How much was read; null when it is more than may be.</summary>
    private async Task<int?> Take(Stream from, long most, CancellationToken stop)
    {
        _to = _to.Length == 0 ? new byte[64 * 1024] : _to;
        var taken = 0;
        for (int got; (got = await from.ReadAsync(_to.AsMemory(taken), stop)) > 0;)
        {
            taken += got;
            if (taken > most)
            {
                return null;
            }

            if (taken == _to.Length)
            {
                Array.Resize(ref _to, (int)Math.Min(taken * 2L, most + 1));
            }
        }

        return taken;
    }
}
