using System.Buffers.Binary;
using System.Text;
using Musenor.Files.Images;

namespace Musenor.Tests.Corpora;

/// <summary>A photograph that tells who took it, where, and with what: in EXIF with GPS, XMP, IPTC, a colour profile and a comment.</summary>
internal static class SpeakingPhotograph
{
    public static readonly string[] Secrets = ["Jeanne Auteur", "12 rue Secrète XMP", "Légende IPTC", "commentaire caché", "ICC_PROFILE"];

    public static byte[] Jpeg(short orientation)
    {
        var plain = Vips.Convert(PngFile.Picture(600, 400), 600, ".jpg[profile=srgb]", toSrgb: false);
        var xmp = $"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><place>{Secrets[1]}</place></x:xmpmeta>";
        var caption = Latin(Secrets[2]);
        byte[] iptc = [.. "Photoshop 3.0\08BIM\x04\x04\0\0"u8, 0, 0, 0, (byte)(caption.Length + 5), 0x1C, 2, 120, 0, (byte)caption.Length, .. caption, 0];
        return [.. plain[..2], .. Segment(0xE1, Exif(orientation)), .. Segment(0xE1, Latin(xmp)), .. Segment(0xED, iptc), .. Segment(0xFE, Latin(Secrets[3])), .. plain[2..]];
    }

    /// <summary>A strip two hundred times higher than wide.</summary>
    public static byte[] Roll() => PngFile.Picture(100, 20_000);

    // TIFF in big endian: orientation, artist, and a GPS directory with its latitude.
    private static byte[] Exif(short orientation)
    {
        var artist = Latin(Secrets[0] + "\0");
        const int Directory = 8;
        const int GpsAt = Directory + 2 + (3 * 12) + 4;
        const int LatitudeAt = GpsAt + 2 + (2 * 12) + 4;
        const int ArtistAt = LatitudeAt + 24;
        byte[] tiff =
        [
            .. "MM\0*"u8, .. Int(Directory),
            .. Short(3),
            .. Entry(0x0112, 3, 1, orientation << 16),
            .. Entry(0x013B, 2, artist.Length, ArtistAt),
            .. Entry(0x8825, 4, 1, GpsAt),
            .. Int(0),
            .. Short(2),
            .. Entry(1, 2, 2, 'N' << 24),
            .. Entry(2, 5, 3, LatitudeAt),
            .. Int(0),
            .. Int(50), .. Int(1), .. Int(38), .. Int(1), .. Int(12), .. Int(1),
            .. artist,
        ];
        return [.. "Exif\0\0"u8, .. tiff];
    }

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, .. Short((short)(content.Length + 2)), .. content];

    private static byte[] Entry(short tag, short type, int count, int value) => [.. Short(tag), .. Short(type), .. Int(count), .. Int(value)];

    private static byte[] Entry(int tag, short type, int count, int value) => Entry(unchecked((short)tag), type, count, value);

    private static byte[] Short(short value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
