using System.Buffers.Binary;

namespace Musenor.Files.Images;

/// <summary>
/// The container of a WebP file (RIFF, see the WebP Container Specification). libvips 8.14 writes an EXIF chunk even when told to
/// strip: what says anything beside the pixels is taken out here, whoever wrote it.
/// </summary>
internal static class WebPFile
{
    private const int HeaderSize = 12;
    private const int ChunkHeaderSize = 8;
    // Bits of VP8X that announce chunks: alpha stays, ICC, EXIF, XMP go.
    private const byte Alpha = 0x10;

    public static byte[] OnlyPixels(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderSize || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WEBP"u8))
        {
            throw new UnreadablePicture("L’image produite n’est pas un fichier WebP.");
        }

        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..HeaderSize]);
        for (var at = HeaderSize; at + ChunkHeaderSize <= file.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            var next = Math.Min(file.Length, at + ChunkHeaderSize + size + (size & 1));
            var name = file[at..(at + 4)];
            if (name.SequenceEqual("VP8X"u8))
            {
                WriteExtension(kept, file[at..next]);
            }
            else if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ALPH"u8))
            {
                kept.Write(file[at..next]);
            }

            at = next;
        }

        var bytes = kept.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    // Needed only where there is transparency.
    private static void WriteExtension(MemoryStream kept, ReadOnlySpan<byte> chunk)
    {
        var flags = (byte)(chunk[ChunkHeaderSize] & Alpha);
        if (flags != 0)
        {
            Span<byte> copy = stackalloc byte[chunk.Length];
            chunk.CopyTo(copy);
            copy[ChunkHeaderSize] = flags;
            kept.Write(copy);
        }
    }
}
