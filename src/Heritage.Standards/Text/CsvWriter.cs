using System.Text;

namespace Heritage.Standards.Text;

/// <summary>Writes delimited text as RFC 4180 has it: every cell quoted, inner quotes doubled, lines ended by CRLF.</summary>
/// <param name="text">Never closed here.</param>
/// <param name="guard">True for files opened in spreadsheets: see <see cref="Guard"/>.</param>
public sealed class CsvWriter(TextWriter text, char delimiter = ';', bool guard = false)
{
    /// <summary>A writer in UTF-8, with a BOM (spreadsheets need it) unless told otherwise. Dispose it to flush.</summary>
    public static StreamWriter Open(Stream stream, bool bom = true) => new(stream, new UTF8Encoding(bom), 64 * 1024);

    public void Write(IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                text.Write(delimiter);
            }

            first = false;
            text.Write('"');
            var shown = guard ? Guard(cell) : cell;
            text.Write(shown.Contains('"', StringComparison.Ordinal) ? shown.Replace("\"", "\"\"", StringComparison.Ordinal) : shown);
            text.Write('"');
        }

        text.Write("\r\n");
    }

    /// <summary>
    /// Neutralises what a spreadsheet would run as a formula (= + - @, TAB or CR first) with a leading apostrophe. Pure numbers are left as
    /// they are, or negative coordinates would break. Exact inverse: <see cref="Unguard"/>.
    /// </summary>
    public static string Guard(string cell) => IsFormula(cell) ? "'" + cell : cell;

    /// <summary>Removes the apostrophe that <see cref="Guard"/> put, and no other.</summary>
    public static string Unguard(string cell) => cell.StartsWith('\'') && IsFormula(cell) ? cell[1..] : cell;

    // An apostrophe before a formula is guarded too, so that Unguard gives back exactly what was written.
    private static bool IsFormula(string cell)
    {
        var body = cell.AsSpan().TrimStart('\'');
        return body.Length > 0 && body[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(body);
    }

    /// <summary>A sign, digits, perhaps a point or a comma and digits: nothing that could be a telephone number or a sum.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        var digits = text[0] is '+' or '-' ? text[1..] : text;
        var mark = digits.IndexOfAny('.', ',');
        return mark < 0 ? AllDigits(digits) : AllDigits(digits[..mark]) && AllDigits(digits[(mark + 1)..]);
    }

    private static bool AllDigits(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
