using ExcelDataReader;

namespace Musenor.Collections.Import.Reading;

/// <summary>
/// Cells merged down several rows: the file keeps their text in the first row only, who reads sees it on each. Merged across columns, it is
/// the first column's.
/// </summary>
internal sealed class MergedCells
{
    private readonly Dictionary<int, Queue<CellRange>> _byColumn = [];
    private readonly Dictionary<int, string> _texts = [];

    /// <param name="headerRow">What is merged with the header is no value.</param>
    public MergedCells(CellRange[]? ranges, int headerRow)
    {
        foreach (var range in (ranges ?? []).Where(r => r.ToRow > r.FromRow && r.FromRow >= headerRow).OrderBy(r => r.FromRow))
        {
            if (!_byColumn.TryGetValue(range.FromColumn, out var queue))
            {
                _byColumn.Add(range.FromColumn, queue = new());
            }

            queue.Enqueue(range);
        }
    }

    /// <summary>What is seen in the cell. Rows must be asked in order.</summary>
    /// <param name="row">From 1.</param>
    public string Value(long row, int column, string written)
    {
        if (!_byColumn.TryGetValue(column, out var ranges))
        {
            return written;
        }

        var index = row - 1;
        CellRange? range;
        while (ranges.TryPeek(out range) && range.ToRow < index)
        {
            ranges.Dequeue();
        }

        if (range is null || range.FromRow > index)
        {
            return written;
        }

        if (range.FromRow == index)
        {
            _texts[column] = written;
        }

        return written.Length == 0 ? _texts.GetValueOrDefault(column, written) : written;
    }
}
