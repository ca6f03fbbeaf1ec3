namespace Musenor.Collections.Import.Reading;

/// <summary>The columns of a file and its first rows.</summary>
/// <param name="Name">What the file is, in French.</param>
internal sealed record SampleTable(string Name, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int LongestShown = 2000;
    private const int MostColumns = 240;

    public static (SampleTable? Sample, string? Refusal) Of(SourceReading reading, int rows)
    {
        var name = reading.Name.Length > 0 ? reading.Name : reading.Delimiter == '\t' ? "TSV" : "CSV";
        if (reading.Header.Count == 0)
        {
            return Labelled(reading, name, rows);
        }

        return reading.Header.Count > MostColumns
            ? (null, $"ce fichier a {reading.Header.Count} colonnes, plus que les {MostColumns} qu’un profil peut régler.")
            : (new(name, [.. reading.Header.Select(Short)], [.. reading.Rows().Where(r => r.Problem is null).Take(rows).Select(r => (IReadOnlyList<string>)[.. r.Cells!.Take(reading.Header.Count).Select(Short)])]), null);
    }

    private static (SampleTable? Sample, string? Refusal) Labelled(SourceReading reading, string name, int rows)
    {
        var notices = reading.Rows().Where(r => r.Problem is null).Take(rows).Select(r => r.Fields!).ToArray();
        string[] codes = [.. notices.SelectMany(n => n.Keys).Distinct(StringComparer.Ordinal)];
        return codes.Length == 0
            ? (null, "aucune notice ne se lit dans cet échantillon.")
            : (new(name, codes, [.. notices.Select(n => (IReadOnlyList<string>)[.. codes.Select(c => Short(n.GetValueOrDefault(c, "")))])]), null);
    }

    private static string Short(string text) => text.Length > LongestShown ? text[..LongestShown] + "…" : text;
}
