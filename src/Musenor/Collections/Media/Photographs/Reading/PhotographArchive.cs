using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Reading;

/// <summary>
/// The files of a ZIP, read from it one after the other and never written where their names would have them. What leads out of the archive,
/// is an archive in its turn, is locked or would burst is refused by its name; the rest is read.
/// </summary>
public sealed class PhotographArchive : IPhotographSource
{
    private const int MostEntries = 50_000;

    // Photographs are pressed already: even a white sheet in TIFF seldom passes this.
    private const int HighestRatio = 1000;
    private const long SmallOpened = 50L * 1024 * 1024;
    private readonly ZipArchive _zip;

    private PhotographArchive(ZipArchive zip)
    {
        _zip = zip;
        var (files, refused) = (new List<SourcePhotograph>(), new List<PhotographRemark>());
        foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/') && !e.FullName.EndsWith('\\')))
        {
            var name = entry.FullName.Replace('\\', '/');
            if (Fault(entry, name) is { } problem)
            {
                refused.Add(new(name, problem));
            }
            else if (!SystemLeftovers.Has(name))
            {
                files.Add(new(name, entry.Length, () => new BoundedStream(entry.Open(), JudgeMaster.Largest)));
            }
        }

        (Files, Refused) = ([.. files.OrderBy(f => f.Path, StringComparer.Ordinal)], refused);
    }

    public IReadOnlyList<SourcePhotograph> Files { get; }

    public IReadOnlyList<PhotographRemark> Refused { get; }

    /// <summary>The archive, or why it cannot be read at all.</summary>
    public static (PhotographArchive? Archive, string? Refusal) Open(Stream file)
    {
        // Counted before the list is read: a list of millions would fill the memory.
        if (Entries(file) is not { } count)
        {
            return (null, Words["Photos.BrokenZip"]);
        }

        if (count > MostEntries)
        {
            return (null, Words["Photos.HugeZip", MostEntries]);
        }

        try
        {
            file.Position = 0;
            return (new PhotographArchive(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8)), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return (null, Words["Photos.BrokenZip"]);
        }
    }

    public void Dispose() => _zip.Dispose();

    private static Texts Words => Texts.Of("Collections");

    private static string? Fault(ZipArchiveEntry entry, string name) =>
        name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains("..") || name.Any(char.IsControl) ? Words["Photos.Slip", Shown(name)]
        : entry.IsEncrypted ? Words["Photos.Locked", name]
        : name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? Words["Photos.Nested", name]
        : entry.Length > JudgeMaster.Largest ? Words["Photos.TooHeavy", name]
        : entry.Length > SmallOpened && entry.Length / Math.Max(1, entry.CompressedLength) > HighestRatio ? Words["Photos.Bomb", name]
        : null;

    private static string Shown(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));

    private static int? Entries(Stream file)
    {
        const int EndLength = 22;
        var tail = new byte[(int)Math.Min(file.Length, EndLength + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        return at < 0 || at + EndLength > tail.Length ? null : BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
    }
}
