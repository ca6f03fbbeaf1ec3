using System.Buffers;
using System.Text;

namespace Heritage.Standards.Text;

/// <summary>What a file's bytes say of its encoding.</summary>
/// <param name="Encoding">To read the file with; UTF-8 when there is a problem.</param>
/// <param name="Name">« UTF-8 », « UTF-8 avec BOM », « Windows-1252 » or « ISO-8859-1 »; empty when the file is no text.</param>
/// <param name="Problem">French sentence: what is wrong and what to do; null when the file is text.</param>
public sealed record DetectedText(Encoding Encoding, string Name, string? Problem)
{
    /// <summary>The bytes are no text in any encoding: naming one would not help.</summary>
    public bool IsNoText { get; init; }
}

/// <summary>Finds the encoding of a file by reading it whole, in constant memory.</summary>
public static class TextSniffing
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create("ÂÃÅâ\uFFFD");

    // What the second byte of a letter in UTF-8 becomes when it is read as Windows-1252.
    private static readonly SearchValues<char> Seconds = SearchValues.Create(
        [.. Enumerable.Range(0x80, 0x40).Select(c => (char)c), .. "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"]);
    private static readonly Encoding Ansi = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads <paramref name="stream"/> to its end from where it stands. I/O errors pass through.</summary>
    public static DetectedText Detect(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var read = stream.ReadAtLeast(buffer, 16, throwOnEndOfStream: false);
            if (read == 0)
            {
                return No("le fichier est vide : vérifier l’export du logiciel d’inventaire.");
            }

            if (Signatures.Recognise(buffer.AsSpan(0, read)) is { } kind)
            {
                return No(kind);
            }

            var bytes = new Utf8Count();
            var bom = buffer.AsSpan(0, read).StartsWith("\uFEFF"u8);
            for (; read > 0; read = stream.Read(buffer))
            {
                bytes.Add(buffer.AsSpan(0, read));
                if (bytes.HasNull)
                {
                    return No($"ce n’est pas un fichier texte (il contient des octets nuls, le premier à la ligne {bytes.FirstNullLine}) : corriger cette ligne, ou exporter les notices en CSV, encodage UTF-8.");
                }
            }

            bytes.End();
            return bom && bytes.TotalLength == 3
                ? No("le fichier est vide : vérifier l’export du logiciel d’inventaire.")
                : Conclude(bytes, bom);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>True when the text shows letters damaged by a wrong encoding (« Ã© » for « é »).</summary>
    public static bool HasMojibake(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Suspects); at >= 0; at = text.IndexOfAny(Suspects))
        {
            var next = at + 1 < text.Length ? text[at + 1] : ' ';
            if (text[at] == '\uFFFD' || (text[at] == 'â' ? next is '€' or '\u0080' : Seconds.Contains(next)))
            {
                return true;
            }

            text = text[(at + 1)..];
        }

        return false;
    }

    private static DetectedText Conclude(Utf8Count bytes, bool bom)
    {
        if (bytes.Wrong == 0)
        {
            return new DetectedText(Encoding.UTF8, bom ? "UTF-8 avec BOM" : "UTF-8", null);
        }

        // A few pairs of accented letters of Windows-1252 happen to be sound UTF-8 (« É» »); more than that is a mixture.
        if (bom || bytes.Sound * 20 > bytes.Wrong)
        {
            return Mixed($"le fichier mélange deux encodages : l’UTF-8 s’y rompt à la ligne {bytes.FirstWrongLine}. Réexporter tout le fichier en UTF-8.");
        }

        return bytes.HasAnsi ? new DetectedText(Ansi, "Windows-1252", null) : new DetectedText(Encoding.Latin1, "ISO-8859-1", null);
    }

    private static DetectedText No(string problem) => new(Encoding.UTF8, "", problem) { IsNoText = true };

    private static DetectedText Mixed(string problem) => new(Encoding.UTF8, "", problem);
}
