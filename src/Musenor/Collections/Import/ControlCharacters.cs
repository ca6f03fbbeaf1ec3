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
    /// Removes them. Those from U+0080 to U+009F are letters and quotes of Windows-1252 that an export once took for ISO-8859-1
    /// (« d\u0092un »): they get their shape back.
    /// </summary>
    public static string Repair(string text)
    {
        if (!text.AsSpan().ContainsAny(Some))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Some.Contains(c))
            {
                clean.Append(c);
            }
            else if (c is >= '\u0080' and <= '\u009F' && Ansi.GetString([(byte)c])[0] is var shape && !Some.Contains(shape))
            {
                clean.Append(shape);
            }
        }

        return clean.ToString();
    }
}
