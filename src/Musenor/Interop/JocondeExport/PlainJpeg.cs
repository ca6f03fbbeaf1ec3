using System.Buffers.Binary;

namespace Musenor.Interop.JocondeExport;

/// <summary>
/// A JPEG copied as it is, pixels untouched, but without what its file tells besides: EXIF with its place and time, IPTC, XMP, comments, pictures
/// hidden after the end. The colour profile stays. Not for a picture turned by its EXIF, nor in four inks: those are made again.
/// </summary>
internal static class PlainJpeg
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    /// <summary>The bytes to send; null when this is no plain JPEG.</summary>
    public static byte[]? Strip(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != 0xFF || file[1] != 0xD8)
        {
            return null;
        }

        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..2]);
        for (int at = 2, length; (length = Segment(file, at)) > 0; at += length)
        {
            if (length == 1)
            {
                continue; // a fill byte
            }

            if (IsForAnotherHand(file[at + 1], file.Slice(at + 4, length - 4)))
            {
                return null;
            }

            Keep(kept, file.Slice(at, length));
            if (file[at + 1] == StartOfScan)
            {
                return CopyScans(file, at + length, kept) ? kept.ToArray() : null;
            }
        }

        return null;
    }

    /// <summary>Bytes of the segment that begins here, its marker included; 1 for a fill byte, 0 where none begins or it is cut.</summary>
    private static int Segment(ReadOnlySpan<byte> file, int at)
    {
        if (at + 4 > file.Length || file[at] != 0xFF || file[at + 1] == EndOfImage)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) + 2;
        return file[at + 1] == 0xFF ? 1 : length >= 4 && at + length <= file.Length ? length : 0;
    }

    private static void Keep(MemoryStream kept, ReadOnlySpan<byte> segment)
    {
        if (!IsPrivate(segment[1], segment[4..]))
        {
            kept.Write(segment);
        }
    }

    /// <summary>
    /// APP0 (density), a colour profile in APP2 and APP14 (colours) are needed to show it; every other APPn and comments are not, nor the index of
    /// a file of several pictures, which points into what is cut off.
    /// </summary>
    private static bool IsPrivate(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        0xE0 or 0xEE => false,
        0xE2 => !content.StartsWith("ICC_PROFILE\0"u8),
        _ => marker is 0xFE or (>= 0xE0 and <= 0xEF),
    };

    private static bool IsForAnotherHand(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        // Frames: their number of components stands after precision and size. Lossless and arithmetic ones are rarely read.
        0xC0 or 0xC1 or 0xC2 => content.Length < 6 || content[5] is not (1 or 3),
        0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xC9 and <= 0xCB) or (>= 0xCD and <= 0xCF) => true,
        0xE1 => Orientation(content) > 1,
        _ => false,
    };

    /// <summary>From the first compressed pixels to the end of the image; more headers may stand between scans. False when it is cut before its end.</summary>
    private static bool CopyScans(ReadOnlySpan<byte> file, int from, MemoryStream kept)
    {
        for (int next; (next = NextMarker(file, from)) >= 0;)
        {
            if (file[next + 1] == EndOfImage)
            {
                kept.Write(file[from..(next + 2)]);
                return true;
            }

            kept.Write(file[from..next]);
            if (Segment(file, next) is not (> 1 and var length))
            {
                return false;
            }

            Keep(kept, file.Slice(next, length));
            from = next + length;
        }

        return false;
    }

    /// <summary>Where a marker stands among compressed pixels, which write 0xFF as 0xFF 0x00 and hold restart marks; -1 when none does.</summary>
    private static int NextMarker(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
            {
                return -1;
            }

            at += next;
            switch (file[at + 1])
            {
                case 0x00 or (>= 0xD0 and <= 0xD7):
                    at += 2;
                    break;
                case 0xFF:
                    at++;
                    break;
                default:
                    return at;
            }
        }

        return -1;
    }

    /// <summary>Tag 0x0112 of the first directory of EXIF; 1 when there is none.</summary>
    private static int Orientation(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
        {
            return 1;
        }

        var tiff = segment[6..];
        var little = tiff[0] == (byte)'I';
        int Two(ReadOnlySpan<byte> bytes, int at) => at + 2 > bytes.Length ? 0 : little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        long Four(ReadOnlySpan<byte> bytes, int at) => at + 4 > bytes.Length ? 0 : little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        var directory = Four(tiff, 4);
        if (directory < 8 || directory + 2 > tiff.Length)
        {
            return 1;
        }

        var entries = Two(tiff, (int)directory);
        for (var i = 0; i < entries; i++)
        {
            var entry = (int)directory + 2 + (i * 12);
            if (Two(tiff, entry) == 0x0112)
            {
                return Math.Max(1, Two(tiff, entry + 8));
            }
        }

        return 1;
    }
}
