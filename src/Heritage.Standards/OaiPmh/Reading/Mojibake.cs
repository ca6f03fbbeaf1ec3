using System.Text;
using System.Text.Unicode;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>Words that went through the wrong encoding on their way: UTF-8 read as Windows-1252 and written as UTF-8 once more, or controls that stand for « œ » and « ’ ».</summary>
internal static class Mojibake
{
    // 0x80–0x9F of Windows-1252; the five that it leaves undefined keep their number.
    private const string High = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>A byte of Windows-1252 as a character.</summary>
    public static char Character(byte value) => value is >= 0x80 and <= 0x9f ? High[value - 0x80] : (char)value;

    /// <summary>The words meant; the same object when there is nothing to mend.</summary>
    public static string Repair(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0080', '\u00ff') < 0)
        {
            return text;
        }

        var meant = Undouble(text) ?? text;
        if (meant.AsSpan().IndexOfAnyInRange('\u0080', '\u009f') < 0)
        {
            return meant;
        }

        // U+0085 ends a line in some systems; the others are what Windows-1252 writes there.
        return string.Create(meant.Length, meant, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[i] is >= '\u0080' and <= '\u009f' ? High[from[i] - 0x80] : from[i];
            }
        });
    }

    /// <summary>Null unless every run of non-ASCII characters is UTF-8 read as Windows-1252: a text where some are right is left alone.</summary>
    private static string? Undouble(string text)
    {
        StringBuilder? whole = null;
        Span<byte> small = stackalloc byte[64];
        for (var at = 0; at < text.Length;)
        {
            var ascii = text.AsSpan(at).IndexOfAnyExceptInRange('\0', '\u007f');
            if (ascii != 0)
            {
                var end = ascii < 0 ? text.Length : at + ascii;
                whole?.Append(text.AsSpan(at, end - at));
                at = end;
                continue;
            }

            var length = text.AsSpan(at).IndexOfAnyInRange('\0', '\u007f');
            length = length < 0 ? text.Length - at : length;
            var bytes = length <= small.Length ? small[..length] : new byte[length];
            // Nearly always it ends here, in the first word with an accent: nothing is made before.
            if (!Bytes(text.AsSpan(at, length), bytes) || !Utf8.IsValid(bytes))
            {
                return null;
            }

            whole ??= new StringBuilder(text, 0, at, text.Length);
            whole.Append(Encoding.UTF8.GetString(bytes));
            at += length;
        }

        return whole?.ToString();
    }

    private static bool Bytes(ReadOnlySpan<char> run, Span<byte> bytes)
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (Byte(run[i]) is not { } value)
            {
                return false;
            }

            bytes[i] = value;
        }

        return true;
    }

    private static byte? Byte(char c) => c <= 0xff ? (byte)c : High.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? (byte)(0x80 + at) : null;
}
