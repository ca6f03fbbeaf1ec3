using System.Text.Json;
using Heritage.Standards.Text;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>
/// The two lists that an import leaves to its user: rejected rows, with the columns of their source so that they can be corrected and
/// imported again, and warnings. Opened in spreadsheets: formulas are neutralised.
/// </summary>
/// <param name="codes">Fields that the notices of a labelled text have: they become the columns of the list.</param>
internal sealed class ReportFiles(DataFolder folder, string id, SourceFormat format, IReadOnlyList<string> codes) : IAsyncDisposable
{
    private readonly string _rejects = folder.File("imports", $"{id}-rejets.csv");
    private readonly string _warnings = folder.File("imports", $"{id}-avertissements.csv");
    private StreamWriter? _rejectText;
    private StreamWriter? _warningText;
    private CsvWriter? _rejectCsv;
    private CsvWriter? _warningCsv;

    public string Rejects => _rejectText is null ? "" : _rejects;

    public string Warnings => _warningText is null ? "" : _warnings;

    public void Add(IReadOnlyList<Remark> remarks)
    {
        foreach (var remark in remarks)
        {
            Add(remark);
        }
    }

    private void Add(Remark remark)
    {
        if (remark.IsReject)
        {
            RejectList().Write([.. Cells(remark), $"{remark.Line}", $"{remark.Field} : {remark.Reason}", remark.Remedy, .. IsPilot ? new[] { "" } : [$"{CellsRead(remark)}"]]);
        }
        else
        {
            WarningList().Write([$"{remark.Line}", remark.Field, remark.Value, remark.Reason, remark.Remedy]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var text in new[] { _rejectText, _warningText }.OfType<StreamWriter>())
        {
            await text.DisposeAsync();
        }
    }

    private CsvWriter RejectList()
    {
        if (_rejectCsv is null)
        {
            _rejectText = Open(_rejects);
            _rejectCsv = new CsvWriter(_rejectText, ';', guard: true);
            IEnumerable<string> columns = format.IsLabelled ? codes : format.Header.Where(h => !ReportColumns.IsOne(h));
            _rejectCsv.Write([.. columns, .. ReportColumns.Names, IsPilot ? format.IsPop ? ReportColumns.FromPilot : ReportColumns.FromOther : ReportColumns.CellsRead]);
        }

        return _rejectCsv;
    }

    private CsvWriter WarningList()
    {
        if (_warningCsv is null)
        {
            _warningText = Open(_warnings);
            _warningCsv = new CsvWriter(_warningText, ';', guard: true);
            _warningCsv.Write(["ligne", "champ", "valeur", "remarque", "remède"]);
        }

        return _warningCsv;
    }

    private IEnumerable<string> Cells(Remark remark)
    {
        if (format.IsLabelled)
        {
            var fields = Fields(remark);
            return codes.Select(c => fields.GetValueOrDefault(c, ""));
        }

        var cells = Row(remark);
        return format.Header.Select((column, i) => (column, cell: i < cells.Length ? cells[i] : "")).Where(c => !ReportColumns.IsOne(c.column)).Select(c => c.cell);
    }

    private bool IsPilot => format.BlankIsAbsent;

    // A report that comes back says it itself, of the row that it first was.
    private int CellsRead(Remark remark) => ReportColumns.Read(format.Header, Row(remark)) ?? Math.Min(Row(remark).Length, format.Header.Count(h => !ReportColumns.IsOne(h)));

    private static string[] Row(Remark remark) => JsonSerializer.Deserialize<string[]>(remark.Cells ?? "[]")!;

    private static Dictionary<string, string> Fields(Remark remark) => JsonSerializer.Deserialize<Dictionary<string, string>>(remark.Cells ?? "{}")!;

    private static StreamWriter Open(string path) => CsvWriter.Open(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));
}
