using System.Buffers;
using System.Text;

namespace Musenor.Collections.Import;

/// <summary>Characters that are no text: neither XML nor PostgreSQL takes them, and no reader sees them.</summary>
internal static class ControlCharacters
{
    private static readonly SearchValues<char> Some = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Where(c => (c < 0x20 && c is not ('\t' or '\n' or '\r')) || c >= 0x7F).Select(c => (char)c), '\uFFFE', '\uFFFF', '\uFEFF']);

    private static readonly Encoding Ansi = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>
    /// A C0 control becomes a blank where words stood on its two sides; U+000B, which FileMaker writes for a line break within a field, becomes one; the
    /// others are removed. Those from U+0080 to U+009F are letters and quotes of Windows-1252 that an export once took for ISO-8859-1
    /// (« d\u0092un »): they get their shape back.
    /// </summary>
    public static string Repair(string text)
    {
        if (!text.AsSpan().ContainsAny(Some))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!Some.Contains(c))
            {
                clean.Append(c);
            }
            else if (c == '\v')
            {
                clean.Append('\n');
            }
            else if (c <= '\u007F')
            {
                clean.Append(Parts(clean, text.AsSpan(i + 1)) ? " " : "");
            }
            else if (c is >= '\u0080' and <= '\u009F' && Ansi.GetString([(byte)c])[0] is var shape && !Some.Contains(shape))
            {
                clean.Append(shape);
            }
        }

        return clean.ToString();
    }

    /// <summary>False beside a blank, and before a mark that follows its word without one.</summary>
    private static bool Parts(StringBuilder before, ReadOnlySpan<char> after) =>
        before.Length > 0 && !char.IsWhiteSpace(before[^1]) && after.Length > 0 && !char.IsWhiteSpace(after[0]) && after[0] is not (',' or '.' or ')' or ']');
}
