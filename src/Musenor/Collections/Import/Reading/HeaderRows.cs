using ExcelDataReader;

namespace Musenor.Collections.Import.Reading;

/// <summary>Which row of a sheet is its header: titles, dates and blank rows often come before it.</summary>
internal static class HeaderRows
{
    private const int RowsLookedAt = 30;
    private const int MostColumns = 4096;

    /// <summary>The row asked for; else the first of a known layout; else the first that is as wide as the table. Null for a blank sheet.</summary>
    /// <param name="asked">From 1; 0 to find it.</param>
    public static (int Row, IReadOnlyList<string> Cells)? Find(IExcelDataReader reader, int asked, Func<IReadOnlyList<string>, bool> isKnown)
    {
        var seen = new List<(int Row, IReadOnlyList<string> Cells, int Filled)>();
        for (var row = 1; row <= Math.Max(RowsLookedAt, asked) && reader.Read(); row++)
        {
            var cells = Cells(reader);
            var filled = cells.Count(c => c.Length > 0);
            if (asked > 0 ? row == asked && filled > 0 : filled > 0 && isKnown(cells))
            {
                return (row, cells);
            }

            if (asked == 0 && filled > 0)
            {
                seen.Add((row, cells, filled));
            }
        }

        if (seen.Count == 0)
        {
            return null;
        }

        // A title has a cell or two; a header has as many as most rows have.
        var widest = seen.Max(s => s.Filled);
        var header = seen.First(s => s.Filled * 2 > widest);
        return (header.Row, header.Cells);
    }

    private static List<string> Cells(IExcelDataReader reader)
    {
        var cells = Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(c => CellText.Of(reader, c).Trim()).ToList();
        while (cells.Count > 0 && cells[^1].Length == 0)
        {
            cells.RemoveAt(cells.Count - 1);
        }

        return cells;
    }
}
