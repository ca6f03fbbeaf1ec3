using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using Musenor.Files.Sniffing;

namespace Musenor.Collections.Import.Reading;

/// <summary>The container of an Excel workbook (.xlsx): judged before it is opened, since a small file may unfold into gigabytes.</summary>
internal static class Workbook
{
    /// <summary>Bytes of the shared texts once unfolded: they are all in memory while a sheet is read.</summary>
    public const long LargestTexts = 256L * 1024 * 1024;
    public const long LargestOpened = 2L * 1024 * 1024 * 1024;
    private const string ToXlsx = "l’ouvrir dans le tableur et l’enregistrer au format .xlsx ou CSV (UTF-8), puis importer ce fichier.";

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8);

    /// <summary>Old Office documents, and new ones under a password.</summary>
    public static bool IsOldOffice(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    public static string OldOffice(Stream file) => HasEncryptedPackage(file)
        ? "ce classeur est protégé par un mot de passe : enlever la protection dans le tableur, l’enregistrer, puis l’importer."
        : "c’est un ancien document Office (.xls, .doc) : " + ToXlsx;

    /// <summary>One sentence when the container is not a sound workbook.</summary>
    public static string? Refusal(Stream file)
    {
        file.Position = 0;
        var (kind, fault) = ZipLook.Run(file);
        return fault switch
        {
            "Bomb" => "ce classeur est démesuré une fois décompressé : le découper en plusieurs fichiers.",
            "Locked" => "cette archive est protégée par un mot de passe : enlever la protection.",
            "Macros" => "ce classeur contient des macros : " + ToXlsx,
            "Paths" or "Programs" => "cette archive contient autre chose que des notices : importer le fichier des notices seul.",
            not null => "cette archive ou ce classeur Excel est abîmé : " + ToXlsx,
            _ when kind == FileKind.Ods => "c’est un classeur OpenDocument (.ods) : " + ToXlsx,
            _ when kind != FileKind.Xlsx => "c’est une archive ZIP : la décompresser, puis importer le fichier des notices qu’elle contient.",
            _ => Unfolded(file),
        };
    }

    /// <summary>A reader at the first sheet. Each reading needs its own.</summary>
    public static IExcelDataReader Read(Stream file)
    {
        file.Position = 0;
        return ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
    }

    /// <summary>What reading a broken workbook throws: the library lets the exceptions of its own libraries through.</summary>
    public static bool IsBroken(Exception e) => e is InvalidDataException or System.Xml.XmlException or FormatException or OverflowException or IndexOutOfRangeException
        or ArgumentException or InvalidOperationException or NullReferenceException or KeyNotFoundException or NotSupportedException or InvalidCastException
        || e.GetType().Namespace?.StartsWith(nameof(ExcelDataReader), StringComparison.Ordinal) == true;

    /// <summary>Counts what really comes out: the sizes that a container announces may lie.</summary>
    private static string? Unfolded(Stream file)
    {
        file.Position = 0;
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var (total, buffer) = (0L, new byte[128 * 1024]);
            foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase) && e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                var most = entry.FullName.Contains("/worksheets/", StringComparison.OrdinalIgnoreCase) ? LargestOpened : LargestTexts;
                var read = 0L;
                using var content = entry.Open();
                for (int some; (some = content.Read(buffer)) > 0;)
                {
                    if ((read += some) > most || (total += some) > LargestOpened)
                    {
                        return "ce classeur est démesuré une fois décompressé : le découper en plusieurs fichiers.";
                    }
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return "cette archive ou ce classeur Excel est abîmé : " + ToXlsx;
        }
    }

    /// <summary>A workbook under a password is an old container with a stream of this name in its first directory sector ([MS-OFFCRYPTO] 1.3.2).</summary>
    private static bool HasEncryptedPackage(Stream file)
    {
        var header = new byte[512];
        file.Position = 0;
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            return false;
        }

        var size = 1L << Math.Clamp((int)BitConverter.ToUInt16(header, 30), 9, 12);
        var at = (BitConverter.ToUInt32(header, 48) + 1L) * size;
        if (at >= file.Length)
        {
            return false;
        }

        file.Position = at;
        var directory = new byte[size];
        var read = file.ReadAtLeast(directory, directory.Length, throwOnEndOfStream: false);
        return directory.AsSpan(0, read).IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
    }
}
