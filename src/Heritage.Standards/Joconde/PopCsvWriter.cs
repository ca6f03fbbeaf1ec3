using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// Writes the CSV file that POP's importer reads whole (joconde.md §2.2): UTF-8 with BOM, which overrides the encoding chosen in the form, « ; »,
/// upper-case codes, every cell quoted. Nothing is done for spreadsheets: an apostrophe before a formula would enter the notice.
/// </summary>
public static class PopCsvWriter
{
    /// <param name="to">Closed at the end.</param>
    /// <param name="columns">From <see cref="PopFields.Columns"/>. A notice without one of them empties that field in POP.</param>
    /// <param name="notices">Values of <see cref="PopNotice.Values"/>, with REFIM where there are images.</param>
    public static void Write(Stream to, IReadOnlyList<string> columns, IEnumerable<IReadOnlyDictionary<string, string>> notices)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(notices);
        using var text = CsvWriter.Open(to);
        var csv = new CsvWriter(text);
        csv.Write(columns);
        foreach (var notice in notices)
        {
            csv.Write(columns.Select(code => notice.GetValueOrDefault(code, "")));
        }
    }
}
