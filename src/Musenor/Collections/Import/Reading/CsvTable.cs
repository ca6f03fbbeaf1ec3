using Heritage.Standards.Text;

namespace Musenor.Collections.Import.Reading;

/// <summary>Delimited text: « ; », « , », TAB, or what a profile names.</summary>
internal sealed class CsvTable : SourceReading
{
    private const int RowsLookedAt = 10;
    private readonly Func<TextReader> _text;
    private readonly int _firstLine;

    private CsvTable(Func<TextReader> text, IReadOnlyList<string> header, char delimiter, int firstLine)
    {
        (_text, Header, Delimiter, _firstLine) = (text, header, delimiter, firstLine);
    }

    public override char Delimiter { get; }

    /// <summary>The table, or one sentence that says why its header cannot be read.</summary>
    /// <param name="text">Opens the text from its start.</param>
    public static (CsvTable? Table, string? Refusal) Open(Func<TextReader> text, PeekedText lines, SourceHints hints)
    {
        // « sep=; » is how spreadsheets name the separator.
        var isNamed = IsSeparatorLine(lines.FirstLine.Trim());
        var firstLine = Math.Max(hints.HeaderRow, 1) is var asked && isNamed && asked == 1 ? 2 : asked;
        char? delimiter = hints.Delimiter.Length > 0 ? hints.Delimiter[0] : isNamed ? lines.FirstLine.Trim()[4] : null;
        var head = lines.From(firstLine);
        var reader = new CsvReader(new StringReader(head), delimiter, LongestCell);
        var header = reader.Read().FirstOrDefault();
        if (header?.Problem is { } problem)
        {
            return (null, $"l’en-tête est illisible ({problem}) : vérifier les guillemets de la première ligne.");
        }

        var cells = header?.Cells ?? [];
        return OtherSeparator(head, cells.Count, reader.Delimiter) is { } other
            ? (null, $"l’en-tête est séparé par {InWords(reader.Delimiter)} et les lignes par {InWords(other)} : mettre partout le même séparateur.")
            : (new CsvTable(text, cells, reader.Delimiter, firstLine), null);
    }

    public override IEnumerable<RawRow> Rows()
    {
        using var text = _text();
        for (var skipped = 1; skipped < _firstLine; skipped++)
        {
            text.ReadLine();
        }

        foreach (var record in new CsvReader(text, Delimiter, LongestCell).Read().Skip(1))
        {
            if (record.Problem is not null || !record.Cells.All(string.IsNullOrWhiteSpace))
            {
                yield return new RawRow(record.Line + _firstLine - 1, record.Cells, null, record.Problem) { Repairs = record.Remark is null ? [] : [record.Remark] };
            }
        }
    }

    private static bool IsSeparatorLine(string line) => line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The separator that parts the first rows as the header is, where the header's own parts none of them so.</summary>
    private static char? OtherSeparator(string head, int count, char delimiter)
    {
        foreach (var other in new[] { ';', ',', '\t' }.Where(c => c != delimiter))
        {
            if (Rows(other) is { Length: > 0 } rows && rows.All(r => r == count) && Rows(delimiter).All(r => r != count))
            {
                return other;
            }
        }

        return null;

        int[] Rows(char separator) => [.. new CsvReader(new StringReader(head), separator, LongestCell).Read().Skip(1).Take(RowsLookedAt).Select(r => r.Cells.Count)];
    }

    private static string InWords(char delimiter) => delimiter switch { ';' => "des points-virgules", ',' => "des virgules", '\t' => "des tabulations", _ => $"« {delimiter} »" };
}
