using System.Buffers;
using System.IO.Compression;

namespace Musenor.Interop.Harvest.Fetching;

/// <summary>Reads a body within limits. Whether it is compressed is seen in its first bytes: headers lie both ways.</summary>
internal static class Body
{
    public const long Most = 200L * 1024 * 1024;

    // Pages of records are compressed 10 to 40 times; nothing but a trap is beyond this.
    private const int MostRatio = 250;
    private const long RatioFrom = 4L * 1024 * 1024;

    public static async Task<(byte[] Bytes, string Problem)> Read(Stream from, CancellationToken stop)
    {
        var (raw, isOver) = await Take(from, Most, stop);
        if (isOver)
        {
            return ([], "too-big");
        }

        // A layer within a layer is met with proxies; a third one is no accident.
        for (var layer = 0; layer < 2 && raw is [0x1f, 0x8b, ..]; layer++)
        {
            await using var unzip = new GZipStream(new MemoryStream(raw), CompressionMode.Decompress);
            var most = Math.Min(Most, Math.Max(RatioFrom, raw.LongLength * MostRatio));
            try
            {
                (var plain, isOver) = await Take(unzip, most, stop);
                if (isOver)
                {
                    return ([], "bomb");
                }

                raw = plain;
            }
            catch (InvalidDataException)
            {
                return ([], "connection"); // cut on its way
            }
        }

        return (raw, "");
    }

    /// <summary>Into a borrowed buffer that grows, and out of it once: pages are megabytes, and there are thousands of them.</summary>
    private static async Task<(byte[] Bytes, bool IsOver)> Take(Stream from, long most, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            var taken = 0;
            for (int got; (got = await from.ReadAsync(buffer.AsMemory(taken), stop)) > 0;)
            {
                taken += got;
                if (taken > most)
                {
                    return ([], true);
                }

                if (taken == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(taken * 2L, most + 1));
                    buffer.AsSpan(0, taken).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return (buffer.AsSpan(0, taken).ToArray(), false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
