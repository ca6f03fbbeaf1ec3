using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Collections.Import;

/// <summary>How a file of notices is laid out, recognised by what it holds.</summary>
/// <param name="Name">For reports, in French.</param>
/// <param name="Layout">Columns of a CSV file; null for « ajout piloté ».</param>
/// <param name="Header">Columns as the file writes them, for the report; empty for « ajout piloté ».</param>
internal sealed record SourceFormat(string Name, JocondeLayout? Layout, IReadOnlyList<string> Header, char Delimiter)
{
    private const int RowsLookedAt = 10;

    // Far above any real cell, far below what would weigh on memory.
    private const int LongestCell = 1_000_000;

    /// <summary>True for the formats of POP, which ask for the five mandatory fields.</summary>
    public bool IsPop => Layout is null or { Kind: JocondeLayoutKind.PopCsv };

    /// <summary>True for a report of refusals that comes back corrected.</summary>
    public bool IsReport => ReportColumns.AreIn(Header);

    /// <summary>Columns that feed nothing, the museum's own notes perhaps; those of our report are not among them.</summary>
    public IReadOnlyList<string> Ignored => [.. (Layout?.Unknown ?? []).Where(c => !ReportColumns.IsOne(c) && c.Trim().Length > 0)];

    /// <summary>The format, or one sentence that says why the file is none of those accepted.</summary>
    public static (SourceFormat? Format, string? Refusal) Recognise(TextReader text)
    {
        var lines = new PeekedText(text);
        var first = lines.FirstLine.Trim();
        if (first.Length == 0)
        {
            return (null, "le fichier ne contient aucun texte : vérifier l’export du logiciel d’inventaire.");
        }

        if (AjoutPilote.LooksLike(first))
        {
            return (new("POP, ajout piloté", null, [], ';'), null);
        }

        if (first[0] is '<' or '{' or '[')
        {
            var kind = first[0] == '<' ? "du XML ou une page web" : "du JSON";
            return (null, $"c’est {kind} : cet import lit le CSV de POP, l’ajout piloté et le CSV de l’open data national.");
        }

        // « sep=; » is how spreadsheets name the separator.
        var isNamed = IsSeparatorLine(first);
        var head = isNamed ? lines.AfterFirstLine : lines.Head;
        var reader = new CsvReader(new StringReader(head), isNamed ? first[4] : null, LongestCell);
        var header = reader.Read().FirstOrDefault();
        if (header?.Problem is { } problem)
        {
            return (null, $"l’en-tête est illisible ({problem}) : vérifier les guillemets de la première ligne.");
        }

        var cells = header?.Cells ?? [];
        var (format, refusal) = FromHeader(cells, reader.Delimiter);
        return refusal is null && OtherSeparator(head, cells.Count, reader.Delimiter) is { } other
            ? (null, $"l’en-tête est séparé par {InWords(reader.Delimiter)} et les lignes par {InWords(other)} : mettre partout le même séparateur.")
            : (format is null ? null : format with { FirstLine = isNamed ? 2 : 1 }, refusal);
    }

    /// <summary>Line of the header.</summary>
    public int FirstLine { get; private init; } = 1;

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

    private static string InWords(char delimiter) => delimiter switch { ';' => "des points-virgules", ',' => "des virgules", _ => "des tabulations" };

    /// <summary>Every notice of the text, streaming; rows without any value are skipped.</summary>
    public IEnumerable<SourceRow> Rows(TextReader text) => Layout is null ? PilotRows(text) : CsvRows(text, Layout);

    private static (SourceFormat? Format, string? Refusal) FromHeader(IReadOnlyList<string> header, char delimiter)
    {
        if (JocondeLayout.Recognise(header) is { } layout)
        {
            var name = layout.Kind switch
            {
                JocondeLayoutKind.PopCsv => "POP, CSV",
                JocondeLayoutKind.OpenData2020 => "Open data national, 2020",
                JocondeLayoutKind.OpenData2024 => "Open data national, 2024",
                _ => "Open data national, base entière",
            };
            return layout.Kind == JocondeLayoutKind.PopCsv && !layout.Has("REF")
                ? (null, "la colonne REF manque : sans référence, POP ne reconnaît pas les notices. L’ajouter à l’export.")
                : (new(name, layout, header, delimiter), null);
        }

        var shown = string.Join(", ", header.Take(5).Select(h => Remark.Shorten(h.Trim())));
        return (null, header.Count < 2
            ? $"aucun séparateur reconnu dans la première ligne (« {shown} ») : séparer les colonnes par des points-virgules."
            : $"les colonnes ne sont pas reconnues ({shown}…) : il faut les codes Joconde (REF, MUSEO, INV, DOMN, STAT…) ou les colonnes de l’open data national.");
    }

    private IEnumerable<SourceRow> CsvRows(TextReader text, JocondeLayout layout)
    {
        var isReport = IsReport;
        var blankIsAbsent = ReportColumns.BlankIsAbsent(Header);
        for (var skipped = 1; skipped < FirstLine; skipped++)
        {
            text.ReadLine();
        }

        foreach (var record in new CsvReader(text, Delimiter, LongestCell).Read().Skip(1))
        {
            var cells = isReport ? [.. record.Cells.Select(CsvWriter.Unguard)] : record.Cells;
            if (record.Problem is null && cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            var fields = layout.Fields(cells);
            RemoveAbsent(fields, layout, blankIsAbsent ? 0 : isReport ? ReportColumns.Read(Header, cells) : null);

            yield return new SourceRow(record.Line + FirstLine - 1, fields, layout.Museum(cells), record.Problem ?? TooMany(cells))
            {
                Cells = cells,
                Repairs = Repairs(record),
            };
        }
    }

    /// <summary>In a report, a blank cell where the source row had none is an absent field and not an emptied one.</summary>
    private static void RemoveAbsent(Dictionary<string, string> fields, JocondeLayout layout, int? read)
    {
        if (read is { } cells)
        {
            var there = layout.Codes.Take(cells).ToHashSet(StringComparer.Ordinal);
            foreach (var code in fields.Where(f => f.Value.Length == 0 && !there.Contains(f.Key)).Select(f => f.Key).ToArray())
            {
                fields.Remove(code);
            }
        }
    }

    private string? TooMany(IReadOnlyList<string> cells) => cells.Skip(Header.Count).All(string.IsNullOrWhiteSpace)
        ? null
        : $"la ligne a {cells.Count} cellules, l’en-tête {Header.Count} : un séparateur de trop, ou un texte à mettre entre guillemets";

    private IReadOnlyList<string> Repairs(CsvRecord record)
    {
        var shortRow = record.Cells.Count < Header.Count && !IsReport ? $"la ligne n’a que {record.Cells.Count} cellules sur {Header.Count} : les champs absents ne changent pas" : null;
        return record.Remark is null && shortRow is null ? [] : [.. new[] { record.Remark, shortRow }.OfType<string>()];
    }

    private static IEnumerable<SourceRow> PilotRows(TextReader text)
    {
        var nothing = new MuseumMention("", "", "", "", null, null);
        foreach (var notice in AjoutPilote.Read(text, LongestCell))
        {
            foreach (var code in notice.Fields.Keys.Where(c => JocondeFields.Find(c)!.Level == FieldLevel.Generated).ToArray())
            {
                notice.Fields.Remove(code);
            }

            yield return new SourceRow(notice.Line, notice.Fields, nothing, notice.Problem) { Repairs = notice.Remarks };
        }
    }
}
