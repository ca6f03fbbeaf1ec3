using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>Bytes of an answer, and what they mean: decided by a person, else the BOM, the XML declaration, the header, the bytes themselves.</summary>
internal sealed partial class SourceText
{
    private readonly byte[] _bytes;
    private string? _text;

    private SourceText(byte[] bytes, string? text) => (_bytes, _text) = (bytes, text);

    /// <summary>Bytes that are UTF-8 and may be read as they are; else the text decides.</summary>
    public bool IsUtf8 { get; private init; }

    /// <summary>The encoding told was not the one used.</summary>
    public bool IsMislabelled { get; private init; }

    /// <summary>Characters that were not UTF-8 among others that were, in their order.</summary>
    public List<int> Mended { get; private init; } = [];

    public byte[] Bytes => _bytes;

    public string Text => _text ??= Encoding.UTF8.GetString(_bytes).TrimStart('\uFEFF');

    public bool IsMendedIn(int from, int length)
    {
        var at = Mended.BinarySearch(from);
        at = at < 0 ? ~at : at;
        return at < Mended.Count && Mended[at] < from + length;
    }

    public static SourceText Of(byte[] bytes, ReadingOptions options)
    {
        if (Named(options.Encoding) is { } decided)
        {
            return new SourceText(bytes, decided.GetString(bytes).TrimStart('\uFEFF'));
        }

        if (bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            return new SourceText(bytes, (bytes[0] == 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes).TrimStart('\uFEFF'));
        }

        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 1024));
        var declared = Declaration().Match(head) is { Success: true } told ? told.Groups[1].Value : options.Charset;
        var other = declared is null || Named(declared) is UTF8Encoding ? null : Named(declared);
        if (Utf8.IsValid(bytes))
        {
            // Really another encoding only if nothing in it looks like UTF-8.
            var isAscii = bytes.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xff) < 0;
            return other is null || isAscii || other.IsSingleByte
                ? new SourceText(bytes, null) { IsUtf8 = other is null, IsMislabelled = other is not null && !isAscii }
                : new SourceText(bytes, other.GetString(bytes));
        }

        if (other is not null)
        {
            // « ISO-8859-1 » is Windows-1252 wherever the two differ: controls mean nothing in a notice.
            return new SourceText(bytes, other.CodePage == Encoding.Latin1.CodePage ? string.Create(bytes.Length, bytes, Western) : other.GetString(bytes));
        }

        var text = Lenient(bytes, out var mended);
        return new SourceText(bytes, text) { IsMislabelled = true, Mended = mended };
    }

    private static void Western(Span<char> to, byte[] from)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Mojibake.Character(from[i]);
        }
    }

    /// <summary>What is UTF-8 as UTF-8, each other byte as Windows-1252: sources glue both together.</summary>
    private static string Lenient(ReadOnlySpan<byte> bytes, out List<int> mended)
    {
        var text = new StringBuilder(bytes.Length);
        var places = new List<int>();
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
                bytes = bytes[used..];
            }
            else
            {
                places.Add(text.Length);
                text.Append(Mojibake.Character(bytes[0]));
                bytes = bytes[1..];
            }
        }

        mended = places;
        return text.ToString().TrimStart('\uFEFF');
    }

    private static Encoding? Named(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        try
        {
            var bare = name.Trim().Trim('"', '\'');
            return CodePagesEncodingProvider.Instance.GetEncoding(bare) ?? Encoding.GetEncoding(bare);
        }
        catch (ArgumentException)
        {
            return null; // a name that nobody knows tells nothing
        }
    }

    [GeneratedRegex("""<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")]
    private static partial Regex Declaration();
}
