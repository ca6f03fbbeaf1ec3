using ExcelDataReader;
using Heritage.Standards.Text;

namespace Musenor.Collections.Import.Reading;

/// <summary>One sheet of an Excel workbook, row by row. Its lines are the numbers of its rows.</summary>
internal sealed class WorkbookTable : SourceReading
{
    private const int MostColumns = 4096;
    private const int MostMerged = 100_000;

    // Of a sheet of Excel; a file that numbers a row beyond would have us read as many blank ones.
    private const int MostRows = 1_048_576;
    private readonly Stream _file;
    private readonly int _sheet;
    private readonly int _headerRow;
    private readonly HashSet<(long Row, int Column)> _errors;
    private double _share;

    private WorkbookTable(Stream file, int sheet, string name, int headerRow, IReadOnlyList<string> header)
    {
        (_file, _sheet, Name, _headerRow, Header) = (file, sheet, name, headerRow, header);
        _errors = ErrorCells.Of(file, sheet);
    }

    public override string Name { get; }

    public override double? Share => _share;

    /// <summary>The sheet that the hints name, or the first that holds anything; or one sentence that says why there is none.</summary>
    /// <param name="isKnown">True for cells that are the header of a known layout.</param>
    public static (WorkbookTable? Table, string? Refusal) Open(Stream file, SourceHints hints, Func<IReadOnlyList<string>, bool> isKnown)
    {
        try
        {
            using var reader = Workbook.Read(file);
            var names = new List<string>();
            (int Sheet, int Row, IReadOnlyList<string> Header)? found = null;
            var full = 0;
            do
            {
                names.Add(reader.Name);
                var isAsked = hints.Sheet.Length == 0 || Folding.Fold(Folding.Blanks(hints.Sheet)) == Folding.Fold(Folding.Blanks(reader.Name));
                if (HeaderRows.Find(reader, isAsked ? hints.HeaderRow : 0, isKnown) is { } header)
                {
                    full++;
                    found = isAsked && found is null ? (names.Count - 1, header.Row, header.Cells) : found;
                }
            }
            while (reader.NextResult());

            return found is { } at
                ? (new WorkbookTable(file, at.Sheet, Said(names[at.Sheet], full - 1), at.Row, at.Header), null)
                : (null, hints.Sheet.Length > 0
                    ? $"la feuille « {hints.Sheet} » manque ou est vide ; ce classeur a : {string.Join(", ", names.Take(20).Select(n => $"« {Remark.Shorten(n)} »"))}."
                    : "ce classeur est vide : vérifier l’export du logiciel d’inventaire.");
        }
        catch (Exception e) when (Workbook.IsBroken(e))
        {
            return (null, "ce classeur ne se lit pas : l’ouvrir dans le tableur et l’enregistrer de nouveau au format .xlsx.");
        }
    }

    public override IEnumerable<RawRow> Rows()
    {
        using var reader = Workbook.Read(_file);
        for (var sheet = 0; sheet < _sheet; sheet++)
        {
            reader.NextResult();
        }

        var rows = Math.Max(1, reader.RowCount);
        var merged = new MergedCells(reader.MergeCells?.Length <= MostMerged ? reader.MergeCells : null, _headerRow);
        for (long number = 1; number <= MostRows && Next(reader) is var (more, problem) && more; number++)
        {
            _share = (double)number / rows;
            if (number <= _headerRow)
            {
                continue;
            }

            var row = problem is null ? Row(reader, number, merged) : new RawRow(number, [], null, problem);
            if (row.Problem is not null || row.Cells!.Any(c => c.Trim().Length > 0))
            {
                yield return row;
            }

            if (problem is not null)
            {
                yield break;
            }
        }

        _share = 1;
    }

    private static (bool More, string? Problem) Next(IExcelDataReader reader)
    {
        try
        {
            return (reader.Read(), null);
        }
        catch (Exception e) when (Workbook.IsBroken(e))
        {
            return (true, "le classeur est abîmé à partir de cette ligne");
        }
    }

    private RawRow Row(IExcelDataReader reader, long number, MergedCells merged)
    {
        var cells = new string[Math.Min(Math.Max(reader.FieldCount, Header.Count), MostColumns)];
        string? problem = null;
        HashSet<int>? errors = null;
        for (var column = 0; column < cells.Length; column++)
        {
            var text = column < reader.FieldCount ? CellText.Of(reader, column) : "";
            text = merged.Value(number, column, text);
            if (_errors.Contains((number, column)))
            {
                (errors ??= []).Add(column);
            }
            else if (text.Length > LongestCell)
            {
                problem = $"une cellule dépasse {LongestCell} caractères (colonne {column + 1})";
                text = text[..1000];
            }

            cells[column] = text;
        }

        // The sheet is as wide as its widest row: cells beyond the header that are blank are no cells.
        var last = Array.FindLastIndex(cells, c => c.Length > 0);
        var repairs = errors?.Where(c => c < Header.Count && Header[c].Length > 0)
            .Select(c => $"la formule de la colonne « {Remark.Shorten(Header[c])} » donne une erreur : le champ ne change pas").ToArray();
        return new RawRow(number, cells[..Math.Max(Header.Count, last + 1)], null, problem) { Absent = errors, Repairs = repairs ?? [] };
    }

    private static string Said(string sheet, int others) => others == 0
        ? $"Excel, feuille « {Remark.Shorten(sheet)} »"
        : $"Excel, feuille « {Remark.Shorten(sheet)} » ({others} {(others == 1 ? "autre feuille non lue" : "autres feuilles non lues")})";
}
