using System.Text;

namespace Musenor.Museums.Import;

internal sealed record CsvRecord(long Line, IReadOnlyList<string> Cells, string? Problem);

internal sealed class CsvReader(TextReader text)
{
    public IEnumerable<CsvRecord> Read()
    {
        var all = text.ReadToEnd();
        var (cells, cell, quoted, line, start) = (new List<string>(), new StringBuilder(), false, 1L, 1L);
        for (var i = 0; i < all.Length; i++)
        {
            var c = all[i];
            line += c == '\n' ? 1 : 0;
            if (c == '"' && quoted && i + 1 < all.Length && all[i + 1] == '"') { cell.Append('"'); i++; }
            else if (c == '"') { quoted = !quoted; }
            else if (!quoted && c == ';') { cells.Add(cell.ToString()); cell.Clear(); }
            else if (!quoted && c == '\n') { cells.Add(cell.ToString().TrimEnd('\r')); cell.Clear(); yield return new(start, [.. cells], null); cells.Clear(); start = line; }
            else { cell.Append(c); }
        }

        if (cell.Length > 0 || cells.Count > 0) { cells.Add(cell.ToString()); yield return new(start, [.. cells], null); }
    }
}
