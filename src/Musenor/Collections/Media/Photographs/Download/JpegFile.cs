using System.Buffers.Binary;

namespace Musenor.Collections.Media.Photographs.Download;

/// <summary>
/// A JPEG handed out with our words in it and without those of the camera: pixels and colour profile stay byte for byte, EXIF (place of
/// shooting, serial numbers), older XMP, IPTC, comments, and what follows the end of the picture go.
/// </summary>
internal static class JpegFile
{
    private const int LongestSegment = 65_533;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    private static ReadOnlySpan<byte> ExifName => "Exif\0\0"u8;

    private static ReadOnlySpan<byte> XmpName => "http://ns.adobe.com/xap/1.0/\0"u8;

    /// <param name="orientation">As EXIF numbers it: the one thing kept of it, or the picture would lie on its side.</param>
    /// <exception cref="InvalidDataException">It is no JPEG, or it is cut.</exception>
    public static void Write(Stream jpeg, Stream output, byte[] xmp, int orientation = 1)
    {
        if (Next(jpeg) != 0xFF || Next(jpeg) != 0xD8)
        {
            throw new InvalidDataException("Not a JPEG file.");
        }

        output.Write([0xFF, 0xD8]);
        var told = false;
        for (var marker = Marker(jpeg); marker != EndOfImage;)
        {
            var content = Content(jpeg);
            // JFIF must come first, our words next.
            if (!told && marker != 0xE0)
            {
                Tell(output, xmp, orientation);
                told = true;
            }

            if (IsKept(marker, content))
            {
                Segment(output, marker, content);
            }

            marker = marker == StartOfScan ? CopyScan(jpeg, output) : Marker(jpeg);
        }

        output.Write([0xFF, EndOfImage]);
    }

    /// <summary>The orientation that EXIF tells; 1 where it tells none.</summary>
    public static int Orientation(Stream jpeg)
    {
        if (Next(jpeg) != 0xFF || Next(jpeg) != 0xD8)
        {
            return 1;
        }

        for (var marker = Marker(jpeg); marker is not (StartOfScan or EndOfImage); marker = Marker(jpeg))
        {
            var content = Content(jpeg);
            if (marker == 0xE1 && content.AsSpan().StartsWith(ExifName))
            {
                return Orientation(content.AsSpan(ExifName.Length));
            }
        }

        return 1;
    }

    private static int Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
        {
            return 1;
        }

        var little = tiff[0] == 'I';
        ushort Short(ReadOnlySpan<byte> at) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        var first = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first > tiff.Length - 2)
        {
            return 1;
        }

        var count = Short(tiff[(int)first..]);
        for (var i = 0; i < count && first + 2 + ((i + 1) * 12) <= tiff.Length; i++)
        {
            var entry = tiff.Slice((int)first + 2 + (i * 12), 12);
            if (Short(entry) == 0x0112)
            {
                return Short(entry[8..]) is >= 1 and <= 8 and var told ? told : 1;
            }
        }

        return 1;
    }

    // The profile says how colours are meant, Adobe's mark how they are coded. All else beside the picture goes.
    private static bool IsKept(int marker, byte[] content) => marker switch
    {
        0xE0 => content.AsSpan().StartsWith("JFIF\0"u8),
        0xE2 => content.AsSpan().StartsWith("ICC_PROFILE\0"u8),
        0xEE => true,
        0xE1 or (>= 0xE3 and <= 0xEF) or 0xFE => false,
        _ => true,
    };

    private static void Tell(Stream output, byte[] xmp, int orientation)
    {
        if (orientation != 1)
        {
            Segment(output, 0xE1, [.. ExifName, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]);
        }

        if (xmp.Length + XmpName.Length <= LongestSegment)
        {
            Segment(output, 0xE1, [.. XmpName, .. xmp]);
        }
    }

    private static void Segment(Stream output, int marker, ReadOnlySpan<byte> content)
    {
        output.Write([0xFF, (byte)marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        output.Write(content);
    }

    /// <summary>Copies coded pixels up to the next marker, and answers it.</summary>
    private static int CopyScan(Stream jpeg, Stream output)
    {
        while (true)
        {
            var value = Next(jpeg);
            if (value != 0xFF)
            {
                output.WriteByte((byte)value);
                continue;
            }

            var after = Next(jpeg);
            while (after == 0xFF)
            {
                after = Next(jpeg);
            }

            // A coded 0xFF, or a mark to start afresh from.
            if (after is 0 or (>= 0xD0 and <= 0xD7))
            {
                output.Write([0xFF, (byte)after]);
                continue;
            }

            return after;
        }
    }

    private static int Marker(Stream jpeg)
    {
        if (Next(jpeg) != 0xFF)
        {
            throw new InvalidDataException("A marker was expected.");
        }

        int marker;
        do
        {
            marker = Next(jpeg);
        }
        while (marker == 0xFF);
        return marker;
    }

    private static byte[] Content(Stream jpeg)
    {
        var length = (Next(jpeg) << 8) | Next(jpeg);
        var content = new byte[Math.Max(0, length - 2)];
        return jpeg.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length ? content : throw new InvalidDataException("The file is cut.");
    }

    private static int Next(Stream jpeg) => jpeg.ReadByte() is >= 0 and var value ? value : throw new InvalidDataException("The file is cut.");
}
