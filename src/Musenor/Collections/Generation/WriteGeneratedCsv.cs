using Heritage.Standards.Text;
using Musenor.Web;

namespace Musenor.Collections.Generation;

/// <summary>The same invented notices as a POP CSV file, for whoever wants to try an import.</summary>
public sealed class WriteGeneratedCsv(GenerateNotices generate)
{
    private const int BatchSize = 2000;

    private static readonly string[] Columns =
    [
        "REF", "MUSEO", "INV", "DOMN", "DENO", "APPL", "TITR", "AUTR", "PAUT", "ECOL", "PERI", "MILL", "EPOQ", "TECH", "DIMS", "INSC", "PINS", "ONOM", "DESC",
        "REPR", "PREP", "LIEUX", "UTIL", "PUTI", "STAT", "DACQ", "APTN", "LOCA", "COMM", "EXPO", "BIBL",
    ];

    public async Task<Outcome> Run(GenerateNotices.Form form, Stream to, CancellationToken stop = default)
    {
        var notices = await generate.Plan(form, stop);
        await using var text = CsvWriter.Open(to);
        var csv = new CsvWriter(text);
        csv.Write(Columns);
        for (var from = 0; from < notices.Count; from += BatchSize)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var notice in notices.Batch(from, BatchSize))
            {
                csv.Write(Columns.Select(code => notice.Columns.GetValueOrDefault(code, "")));
            }
        }

        return new Outcome.Done($"{notices.Count}");
    }
}
