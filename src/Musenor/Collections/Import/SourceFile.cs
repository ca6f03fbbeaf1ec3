using System.Security.Cryptography;
using Heritage.Standards.Text;
using Microsoft.Win32.SafeHandles;

namespace Musenor.Collections.Import;

/// <summary>The file handed over, opened once and read several times: to know its bytes, its identities, then its rows.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly FileStream _stream;
    // Taken once: asking the stream for it throws away what the stream has read ahead, under the feet of the thread that reads.
    private readonly SafeFileHandle _handle;
    private readonly long _length;
    private readonly DateTime _written;

    private SourceFile(FileStream stream)
    {
        (_stream, _handle) = (stream, stream.SafeFileHandle);
        (_length, _written) = (RandomAccess.GetLength(_handle), File.GetLastWriteTimeUtc(_handle));
    }

    /// <summary>SHA-256 of the bytes.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>« UTF-8 », « Windows-1252 »…</summary>
    public string Encoding { get; private set; } = "";

    public SourceFormat Format { get; private set; } = new("", null, [], ';');

    /// <summary>How much of the file is read, from 0 to 1.</summary>
    public double Share => _length == 0 ? 1 : (double)_stream.Position / _length;

    /// <summary>True when someone wrote in the file since it was opened.</summary>
    public bool HasChanged => RandomAccess.GetLength(_handle) != _length || File.GetLastWriteTimeUtc(_handle) != _written;

    /// <summary>The file open and recognised, or one sentence that says what it is and what to do.</summary>
    public static (SourceFile? File, string? Refusal) Open(string path)
    {
        if (Directory.Exists(path))
        {
            return (null, "c’est un dossier : indiquer un fichier.");
        }

        if (!File.Exists(path))
        {
            return (null, "ce fichier n’existe pas : vérifier son nom et son dossier.");
        }

        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException)
        {
            return (null, "ce fichier ne peut pas être lu : vérifier ses droits d’accès.");
        }

        return Recognise(stream);
    }

    /// <summary>Every row of the file, from its start.</summary>
    public IEnumerable<SourceRow> Rows()
    {
        _stream.Position = 0;
        using var text = Text();
        foreach (var row in Format.Rows(text))
        {
            yield return row;
        }
    }

    public void Dispose() => _stream.Dispose();

    private System.Text.Encoding _encoding = System.Text.Encoding.UTF8;

    private static (SourceFile? File, string? Refusal) Recognise(FileStream stream)
    {
        string? refusal = "ce n’est pas un fichier ordinaire : l’enregistrer d’abord sur le disque.";
        try
        {
            if (stream.CanSeek)
            {
                var file = new SourceFile(stream);
                refusal = file.Recognise();
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

    private string? Recognise()
    {
        using (var hash = SHA256.Create())
        {
            using (var bytes = new CryptoStream(_stream, hash, CryptoStreamMode.Read, leaveOpen: true))
            {
                var detected = TextSniffing.Detect(bytes);
                if (detected.Problem is not null)
                {
                    return detected.Problem;
                }

                (_encoding, Encoding) = (detected.Encoding, detected.Name);
            }

            Hash = Convert.ToHexString(hash.Hash!);
        }

        _stream.Position = 0;
        using var text = Text();
        var (format, refusal) = SourceFormat.Recognise(text);
        Format = format ?? Format;
        return refusal;
    }

    private StreamReader Text() => new(_stream, _encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
}
