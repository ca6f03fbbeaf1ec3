using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Musenor.Tests.Corpora;

/// <summary>Writes PNG files chunk by chunk: sound ones, and ones that no program would write.</summary>
internal static class PngFile
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    /// <summary>A smooth picture in colours.</summary>
    public static byte[] Picture(int width, int height)
    {
        var lines = new byte[height * ((width * 3) + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (y * ((width * 3) + 1)) + 1 + (x * 3);
                (lines[at], lines[at + 1], lines[at + 2]) = ((byte)(x * 255 / width), (byte)(y * 255 / height), (byte)((x ^ y) & 0xFF));
            }
        }

        return File(Header(width, height, colour: 2), Chunk("IDAT", Deflate(lines)));
    }

    /// <summary>One grey, told in a few kilobytes whatever its size.</summary>
    public static byte[] Flat(int width, int height, bool interlaced = false) =>
        File(Header(width, height, colour: 0, interlaced), Chunk("IDAT", Deflate(new byte[Math.Min(1_000_000, (long)height * (width + 1))])));

    public static byte[] With(byte[] png, string chunk, byte[] content) => [.. png[..33], .. Chunk(chunk, content), .. png[33..]];

    private static byte[] Header(int width, int height, byte colour, bool interlaced = false)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (8, colour, (byte)(interlaced ? 1 : 0));
        return Chunk("IHDR", header);
    }

    private static byte[] File(params byte[][] chunks) => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. chunks.SelectMany(c => c), .. Chunk("IEND", [])];

    public static byte[] Chunk(string name, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), ~named.Aggregate(uint.MaxValue, (c, b) => Table[(c ^ b) & 0xFF] ^ (c >> 8)));
        return chunk;
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }
}
