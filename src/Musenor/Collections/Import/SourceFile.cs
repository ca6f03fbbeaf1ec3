using System.Security.Cryptography;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Microsoft.Win32.SafeHandles;
using Musenor.Collections.Import.Profiles;
using Musenor.Collections.Import.Reading;

namespace Musenor.Collections.Import;

/// <summary>The file handed over, opened once and read several times: to know its bytes, its identities, then its rows.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly FileStream _stream;
    // Taken once: asking the stream for it throws away what the stream has read ahead, under the feet of the thread that reads.
    private readonly SafeFileHandle _handle;
    private readonly long _length;
    private readonly DateTime _written;
    private System.Text.Encoding _encoding = System.Text.Encoding.UTF8;
    private SourceReading? _reading;

    private SourceFile(FileStream stream)
    {
        (_stream, _handle) = (stream, stream.SafeFileHandle);
        (_length, _written) = (RandomAccess.GetLength(_handle), File.GetLastWriteTimeUtc(_handle));
    }

    /// <summary>SHA-256 of the bytes.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>« UTF-8 », « Windows-1252 »…; « classeur » for what is no text.</summary>
    public string Encoding { get; private set; } = "";

    public SourceFormat Format { get; private set; } = new("", null, [], ';');

    /// <summary>How much of the file is read, from 0 to 1.</summary>
    public double Share => _reading?.Share ?? (_length == 0 ? 1 : (double)_stream.Position / _length);

    /// <summary>True when someone wrote in the file since it was opened.</summary>
    public bool HasChanged => RandomAccess.GetLength(_handle) != _length || File.GetLastWriteTimeUtc(_handle) != _written;

    /// <summary>The file open and recognised, or one sentence that says what it is and what to do.</summary>
    /// <param name="profile">Says what its columns are; null: they say it themselves.</param>
    /// <param name="ignoresEmpty">A blank cell leaves its field.</param>
    public static (SourceFile? File, string? Refusal) Open(string path, MappingProfile? profile = null, bool ignoresEmpty = false)
    {
        if (Directory.Exists(path))
        {
            return (null, "c’est un dossier : indiquer un fichier.");
        }

        if (!File.Exists(path))
        {
            return (null, "ce fichier n’existe pas : vérifier son nom et son dossier.");
        }

        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException)
        {
            return (null, "ce fichier ne peut pas être lu : vérifier ses droits d’accès.");
        }

        var (file, refusal) = Recognise(stream, source => source.Recognise(profile));
        if (file is not null)
        {
            file.Format = file.Format with { IgnoresEmpty = ignoresEmpty };
        }

        return (file, refusal);
    }

    /// <summary>The columns and the first rows of a file whose columns may be unknown yet, for a profile to be made from them.</summary>
    public static (SampleTable? Sample, string? Refusal) Sample(string path, SourceHints hints, int rows)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        var (file, refusal) = Recognise(stream, source => source.Find(hints));
        using (file)
        {
            return file is null ? (null, refusal) : SampleTable.Of(file._reading!, rows);
        }
    }

    /// <summary>SHA-256 of the bytes of a file, as <see cref="Hash"/> has it.</summary>
    public static string HashOf(string path)
    {
        using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
        return Convert.ToHexString(SHA256.HashData(bytes));
    }

    /// <summary>Every row of the file, from its start.</summary>
    public IEnumerable<SourceRow> Rows() => _reading!.Rows().Select(Format.Row);

    public void Dispose() => _stream.Dispose();

    private static (SourceFile? File, string? Refusal) Recognise(FileStream stream, Func<SourceFile, string?> recognise)
    {
        string? refusal = "ce n’est pas un fichier ordinaire : l’enregistrer d’abord sur le disque.";
        try
        {
            if (stream.CanSeek)
            {
                var file = new SourceFile(stream);
                refusal = recognise(file);
                if (refusal is null)
                {
                    return (file, null);
                }
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        stream.Dispose();
        return (null, refusal);
    }

    private string? Recognise(MappingProfile? profile)
    {
        if (Find(profile?.Source ?? SourceHints.None) is { } problem)
        {
            return problem;
        }

        var (format, refusal) = SourceFormat.Of(_reading!, profile);
        Format = format ?? Format;
        return refusal;
    }

    /// <summary>Finds the way to read the bytes, whatever the name of the file says.</summary>
    private string? Find(SourceHints hints)
    {
        var head = new byte[8];
        var known = _stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        _stream.Position = 0;
        if (Workbook.IsOldOffice(head))
        {
            return Workbook.OldOffice(_stream);
        }

        var (reading, refusal) = Workbook.IsZip(head.AsSpan(0, known)) ? FindSheet(hints) : FindText(hints);
        _reading = reading;
        return refusal;
    }

    private (SourceReading? Reading, string? Refusal) FindSheet(SourceHints hints)
    {
        Hash = Convert.ToHexString(SHA256.HashData(_stream));
        Encoding = "classeur";
        return Workbook.Refusal(_stream) is { } problem ? (null, problem) : WorkbookTable.Open(_stream, hints, SourceFormat.IsKnown);
    }

    private (SourceReading? Reading, string? Refusal) FindText(SourceHints hints)
    {
        using (var hash = SHA256.Create())
        {
            using (var bytes = new CryptoStream(_stream, hash, CryptoStreamMode.Read, leaveOpen: true))
            {
                var detected = TextSniffing.Detect(bytes);
                if (detected.Problem is not null && (hints.Encoding.Length == 0 || detected.IsNoText))
                {
                    return (null, detected.Problem);
                }

                (_encoding, Encoding) = Forced(hints.Encoding) ?? (detected.Encoding, detected.Name);
                // What detection gave up half-way still counts in the hash.
                bytes.CopyTo(Stream.Null);
            }

            Hash = Convert.ToHexString(hash.Hash!);
        }

        PeekedText lines;
        using (var text = Text())
        {
            lines = new PeekedText(text);
        }

        var first = lines.FirstLine.Trim();
        return first switch
        {
            "" => (null, "le fichier ne contient aucun texte : vérifier l’export du logiciel d’inventaire."),
            _ when AjoutPilote.LooksLike(first) => (new PilotNotices(Text), null),
            ['<', ..] => LidoNotices.Open(Text),
            ['{' or '[', ..] => JsonTable.Open(Utf8),
            _ => CsvTable.Open(Text, lines, hints),
        };
    }

    private static (System.Text.Encoding Encoding, string Name)? Forced(string name) => name switch
    {
        "utf-8" => (System.Text.Encoding.UTF8, "UTF-8 (du profil)"),
        "windows-1252" => (System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!, "Windows-1252 (du profil)"),
        "iso-8859-1" => (System.Text.Encoding.Latin1, "ISO-8859-1 (du profil)"),
        _ => null,
    };

    private StreamReader Text()
    {
        _stream.Position = 0;
        return new(_stream, _encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
    }

    /// <summary>The bytes as JSON wants them: in UTF-8, without BOM. Not to be closed: the file is read again.</summary>
    private Stream Utf8()
    {
        _stream.Position = 0;
        if (_encoding.CodePage != System.Text.Encoding.UTF8.CodePage)
        {
            return System.Text.Encoding.CreateTranscodingStream(_stream, _encoding, System.Text.Encoding.UTF8, leaveOpen: true);
        }

        var head = new byte[3];
        var read = _stream.ReadAtLeast(head, 3, throwOnEndOfStream: false);
        _stream.Position = head.AsSpan(0, read).SequenceEqual("\uFEFF"u8) ? 3 : 0;
        return _stream;
    }
}
