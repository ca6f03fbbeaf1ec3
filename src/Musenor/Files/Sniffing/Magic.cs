namespace Musenor.Files.Sniffing;

/// <summary>What the first bytes of a file say. Texts have no such bytes: see <see cref="TextLook"/>.</summary>
internal static class Magic
{
    public const int HeadLength = 4096;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> OldOffice => [0xD0, 0xCF, 0x11, 0xE0];

    private static ReadOnlySpan<byte> Matroska => [0x1A, 0x45, 0xDF, 0xA3];

    public static FileKind? Kind(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => FileKind.Jpeg,
        _ when head.StartsWith(Png) => FileKind.Png,
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => FileKind.Gif,
        _ when head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8) => FileKind.WebP,
        _ when head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("II+\0"u8) || head.StartsWith("MM\0+"u8) => FileKind.Tiff,
        _ when head.StartsWith("%PDF-"u8) => FileKind.Pdf,
        // An archive until its entries say which document it is.
        _ when head.StartsWith("PK\x03\x04"u8) => FileKind.Zip,
        _ when head.StartsWith("OggS"u8) => FileKind.Ogg,
        _ when (head.StartsWith("ID3"u8) && head.Length > 3 && head[3] < 0x10) || IsMp3Frame(head) => FileKind.Mp3,
        _ when head.StartsWith(Matroska) && head[..Math.Min(64, head.Length)].IndexOf("webm"u8) > 0 => FileKind.WebM,
        _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) => OfBrand(head[8..12]),
        _ => null,
    };

    /// <summary>What a file that is never received is; null when its bytes say nothing.</summary>
    public static string? Foreign(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith(OldOffice) => "OldOffice",
        _ when (head.StartsWith("MZ"u8) && head.Contains((byte)0)) || head.StartsWith((ReadOnlySpan<byte>)[0x7F, 0x45, 0x4C, 0x46]) || head.StartsWith("#!"u8) ||
             head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]) || head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE]) => "Program",
        _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) => "OtherFilm",
        _ when head.StartsWith(Matroska) => "OtherFilm",
        _ when head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ||
            head.StartsWith("PK\x05\x06"u8) => "OtherArchive",
        _ => null,
    };

    private static FileKind? OfBrand(ReadOnlySpan<byte> brand) => System.Text.Encoding.ASCII.GetString(brand) switch
    {
        "heic" or "heix" or "heim" or "heis" or "hevc" or "mif1" or "msf1" => FileKind.Heic,
        "avif" or "avis" => FileKind.Avif,
        "M4A " or "M4B " => FileKind.M4a,
        "isom" or "iso2" or "iso3" or "iso4" or "iso5" or "iso6" or "avc1" or "mp41" or "mp42" or "M4V " or "dash" or "MSNV" => FileKind.Mp4,
        _ => null,
    };

    // Layer III with a bit rate and a frequency: the mark of UTF-16 starts alike and has none.
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && head[2] >> 4 is > 0 and < 15 && (head[2] >> 2 & 3) != 3;
}
