using System.Globalization;
using Heritage.Standards.Text;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Reading;

/// <summary>One row of a list: which notice a file shows, and what is said of it. Empty texts are not told.</summary>
public sealed record ListedPhotograph(string File, string Ref, string Inventory, string Caption, string Photographer, string Licence, int Order);

/// <summary>A CSV list of photographs: fichier ; ref or inventaire ; légende ; photographe ; licence ; ordre. Columns in any order.</summary>
public sealed class PhotographList
{
    private const int MostRows = 200_000;
    private readonly Dictionary<string, ListedPhotograph> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Rows that cannot be used, by their line.</summary>
    public List<PhotographRemark> Problems { get; } = [];

    /// <summary>Files that the list tells and nobody asked for.</summary>
    public IEnumerable<string> Left => _rows.Values.Where(r => !_used.Contains(Key(r.File))).Select(r => r.File);

    /// <summary>By path, else by name alone.</summary>
    public ListedPhotograph? Find(SourcePhotograph file)
    {
        var row = _rows.GetValueOrDefault(Key(file.Path)) ?? _rows.GetValueOrDefault(Key(file.Name));
        if (row is not null)
        {
            _used.Add(Key(row.File));
        }

        return row;
    }

    /// <summary>The list, or why it cannot be read.</summary>
    public static (PhotographList? List, string? Refusal) Read(Stream file)
    {
        var words = Texts.Of("Collections");
        var detected = TextSniffing.Detect(file);
        if (detected.Problem is not null)
        {
            return (null, detected.Problem);
        }

        file.Position = 0;
        using var text = new StreamReader(file, detected.Encoding);
        using var records = new CsvReader(text).Read().GetEnumerator();
        var names = records.MoveNext() ? records.Current.Cells.Select(c => Folding.Fold(c.Trim()).TrimEnd('s')).ToList() : [];
        int Column(params string[] known) => names.FindIndex(n => known.Contains(n));
        var columns = new[] { Column("fichier", "file", "image", "nom du fichier"), Column("ref", "reference"), Column("inventaire", "inv", "numero d'inventaire", "numero"), Column("legende"), Column("photographe", "phot", "credit"), Column("licence"), Column("ordre", "vue", "rang") };
        if (columns[0] < 0 || (columns[1] < 0 && columns[2] < 0))
        {
            return (null, words["Photos.ListColumns"]);
        }

        var list = new PhotographList();
        while (records.MoveNext())
        {
            list.Add(records.Current, columns);
            if (list._rows.Count > MostRows)
            {
                return (null, words["Photos.ListTooLong", MostRows]);
            }
        }

        return (list, null);
    }

    private void Add(CsvRecord record, int[] columns)
    {
        var words = Texts.Of("Collections");
        string Cell(int column) => columns[column] >= 0 && columns[column] < record.Cells.Count ? Folding.Blanks(CsvWriter.Unguard(record.Cells[columns[column]])) : "";
        var row = new ListedPhotograph(Cell(0), Cell(1), Cell(2), Cell(3), Cell(4), Licence.Read(Cell(5)) ?? "", int.TryParse(Cell(6), NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : 0);
        var problem = record.Problem
            ?? (row.File.Length == 0 ? record.Cells.All(string.IsNullOrWhiteSpace) ? "" : words["Photos.ListNoFile"]
            : row.Ref.Length + row.Inventory.Length == 0 ? words["Photos.ListNoNotice", row.File]
            : Cell(5).Length > 0 && Licence.Read(Cell(5)) is null ? words["Photos.ListLicence", Cell(5), string.Join(", ", Licence.All)]
            : Cell(6).Length > 0 && row.Order == 0 ? words["Photos.ListOrder", Cell(6)]
            : _rows.ContainsKey(Key(row.File)) ? words["Photos.ListTwice", row.File]
            : null);
        if (problem is null)
        {
            _rows[Key(row.File)] = row;
        }
        else if (problem.Length > 0)
        {
            Problems.Add(new(words["Photos.ListLine", record.Line], problem));
        }
    }

    private static string Key(string path) => Folding.Fold(path.Replace('\\', '/').Normalize(System.Text.NormalizationForm.FormC).TrimStart('.', '/'));
}
