using System.Buffers;
using System.Text;

namespace Musenor.Collections.Import;

/// <summary>Characters that are no text: neither XML nor PostgreSQL takes them, and no reader sees them.</summary>
internal static class ControlCharacters
{
    private static readonly SearchValues<char> Some = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Where(c => (c < 0x20 && c is not ('\t' or '\n' or '\r')) || c >= 0x7F).Select(c => (char)c), '\uFFFE', '\uFFFF', '\uFEFF']);

    public static string Remove(string text)
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
        }

        return clean.ToString();
    }
}
