using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Musenor.Files.Sniffing;

/// <summary>
/// Reads the list of a ZIP container, never its files: which document it is, whether it holds macros or programs, whether it would burst
/// when opened. Only the two small entries that name a document are read, and no further than they should go.
/// </summary>
internal static partial class ZipLook
{
    public const int MostEntries = 10_000;
    public const long LargestOpened = 4L * 1024 * 1024 * 1024;
    public const int HighestRatio = 200;

    // Below this a high ratio is a drawing or an empty sheet, not a bomb.
    private const long SmallOpened = 50L * 1024 * 1024;
    private const int LongestType = 200;
    private const int LongestContentTypes = 1024 * 1024;

    private static readonly Dictionary<string, FileKind> Main = new(StringComparer.Ordinal)
    {
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"] = FileKind.Docx,
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"] = FileKind.Xlsx,
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"] = FileKind.Pptx,
    };

    /// <summary>The kind, or why it is refused: « Broken », « Bomb », « Locked », « Paths », « Macros », « Programs ».</summary>
    public static (FileKind? Kind, string? Fault) Run(Stream file)
    {
        // Counted before the list is read: a list of millions would fill the memory.
        if (Entries(file) is not { } count)
        {
            return (null, "Broken");
        }

        if (count > MostEntries)
        {
            return (null, "Bomb");
        }

        try
        {
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            return Fault(zip, file.Length) is { } fault ? (null, fault) : (Kind(zip), null);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            return (null, "Broken");
        }
    }

    private static string? Fault(ZipArchive zip, long length)
    {
        var opened = 0L;
        foreach (var entry in zip.Entries)
        {
            opened += entry.Length;
            var name = entry.FullName.Replace('\\', '/');
            var fault = entry.IsEncrypted ? "Locked"
                : name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains("..") || name.Any(char.IsControl) ? "Paths"
                : Macro().IsMatch(name) ? "Macros"
                : Program().IsMatch(name) ? "Programs"
                : null;
            if (fault is not null)
            {
                return fault;
            }
        }

        return zip.Entries.Count == 0 ? "Broken" : opened > LargestOpened || (opened > SmallOpened && opened / length > HighestRatio) ? "Bomb" : null;
    }

    private static FileKind? Kind(ZipArchive zip)
    {
        if (zip.Entries[0] is { FullName: "mimetype" } named)
        {
            return FileKind.OfMediaType(Encoding.ASCII.GetString(Read(named, LongestType)).Trim()) is { Family: FileFamily.Document } kind ? kind : null;
        }

        if (zip.GetEntry("[Content_Types].xml") is not { } types)
        {
            return FileKind.Zip;
        }

        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestContentTypes };
        using var xml = XmlReader.Create(new MemoryStream(Read(types, LongestContentTypes)), settings);
        FileKind? found = null;
        while (xml.Read())
        {
            found ??= xml is { NodeType: XmlNodeType.Element, LocalName: "Override" } && Main.TryGetValue(xml.GetAttribute("ContentType") ?? "", out var kind) ? kind : null;
        }

        return found;
    }

    private static byte[] Read(ZipArchiveEntry entry, int most)
    {
        using var content = entry.Open();
        var bytes = new byte[Math.Min(entry.Length, most)];
        return bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    /// <summary>The number of entries that the end of the archive tells; null when it has no end.</summary>
    private static int? Entries(Stream file)
    {
        const int EndLength = 22;
        var tail = new byte[(int)Math.Min(file.Length, EndLength + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        return at < 0 || at + EndLength > tail.Length ? null : BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
    }

    [GeneratedRegex(@"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/.+|activeX/.+)$|^(Basic|Scripts)/.+", RegexOptions.IgnoreCase)]
    private static partial Regex Macro();

    [GeneratedRegex(@"\.(exe|dll|com|bat|cmd|ps1|vbs|vbe|wsf|hta|scr|msi|lnk|jar|class|apk|sh|pif|reg|php\d?|docm|xlsm|pptm)$", RegexOptions.IgnoreCase)]
    private static partial Regex Program();
}
