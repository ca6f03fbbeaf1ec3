using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// Writes the « ajout piloté » file that POP's importer reads without its five traps (joconde.md §2.3): no blank line, no final dash, no value
/// that is a code, known codes only, « // » alone on its line. REF comes first, lines end with CRLF and are never wrapped.
/// </summary>
public static class PilotWriter
{
    /// <param name="to">Closed at the end.</param>
    /// <param name="columns">Codes, in their order.</param>
    /// <param name="notices">What to write, and the codes to empty: one blank as a value, since an empty line corrupts the next field.</param>
    public static void Write(Stream to, IReadOnlyList<string> columns, IEnumerable<(IReadOnlyDictionary<string, string> Values, IReadOnlyCollection<string> Emptied)> notices)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(notices);
        using var text = CsvWriter.Open(to);
        AjoutPilote.Write(text, notices.Select(n => Fields(columns, n.Values, n.Emptied)));
    }

    private static Dictionary<string, string> Fields(IReadOnlyList<string> columns, IReadOnlyDictionary<string, string> values, IReadOnlyCollection<string> emptied)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var code in columns)
        {
            if (values.TryGetValue(code, out var value) && value.Length > 0)
            {
                fields[code] = value;
            }
            else if (emptied.Contains(code))
            {
                fields[code] = "";
            }
        }

        return fields;
    }
}
