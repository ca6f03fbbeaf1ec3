using Heritage.Standards.Joconde;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>What a first reading of the whole file tells, in bounded memory.</summary>
/// <param name="Duplicates">Identities given more than once, with the lines of the first two.</param>
/// <param name="Codes">Fields that the notices of a labelled text have, in the order of a notice.</param>
/// <param name="Refusal">One sentence when the file is not worth importing.</param>
internal sealed record Survey(IReadOnlyDictionary<UInt128, (long First, long Second)> Duplicates, IReadOnlyList<string> Codes, string? Refusal)
{
    private const int RowsBetweenReports = 5000;

    public static Survey Of(SourceFile file, string? museum, DataFolder folder, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        using var index = new IdentityIndex(Path.GetDirectoryName(folder.File("imports", "identities"))!);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        long rows = 0;
        foreach (var row in file.Rows())
        {
            if (RowIdentity.Of(row, file.Format, museum) is { } mark)
            {
                index.Add(mark, row.Line);
            }

            if (row.Fields.GetValueOrDefault("REF", "").Length > 0 && RowIdentity.Number(row, file.Format, museum) is { } number)
            {
                index.Add(number, -row.Line);
            }

            if (row.Cells is null)
            {
                codes.UnionWith(row.Fields.Keys);
            }

            if (++rows % RowsBetweenReports == 0)
            {
                stop.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress("Lecture", file.Share, rows));
            }
        }

        var duplicates = index.Duplicates();
        var refusal = rows == 0 ? "aucune notice détectée : le fichier n’a que son en-tête."
            : duplicates is null ? $"plus de {IdentityIndex.MostDuplicates} notices y sont en double : vérifier l’export."
            : null;
        return new Survey(duplicates ?? [], [.. JocondeFields.All.Select(f => f.Code).Where(codes.Contains)], refusal);
    }
}
