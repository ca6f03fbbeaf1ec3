using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Components;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources/{code}/moissons: the runs of a source with their statistics, drawn, listed, and as a CSV file.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ListRunsPage(SourceStore sources, ReadRuns read, ReadCoverage coverage) : PageModel
{
    private static readonly Texts Words = Texts.Of("Interop");

    /// <summary>Columns of the CSV file: « Harvest.Csv.{key} » is the heading.</summary>
    private static readonly (string Key, Func<RunLine, object?> Value)[] Columns =
    [
        ("id", l => l.Run.Id), ("kind", l => Words[$"Harvest.Kind.{l.Run.Kind}"]), ("state", l => BoardWords.State(l.Run)), ("problem", l => BoardWords.Problem(l.Run.Problem)),
        ("asked", l => l.Run.AskedAt), ("started", l => l.Run.StartedAt), ("ended", l => l.Run.EndedAt), ("prefix", l => l.Run.Prefix),
        ("requests", l => l.Run.Requests), ("pages", l => l.Pages.Pages), ("bytes", l => l.Run.Bytes), ("seen", l => l.Run.Seen), ("added", l => l.Run.Added),
        ("changed", l => l.Run.Changed), ("unchanged", l => l.Run.Unchanged), ("deleted", l => l.Run.Deleted), ("quarantined", l => l.Run.Quarantined), ("repaired", l => l.Run.Repaired),
        ("retries", l => l.Run.Retries), ("waits", l => l.Run.Waits), ("restarts", l => l.Run.Restarts), ("mean", l => l.Pages.MeanMs), ("p95", l => l.Pages.P95Ms),
        ("size", l => l.Run.ListSize), ("distinct", l => l.Run.ListSeen), ("skew", l => l.Run.SkewS),
        ("fields", l => Shares(SourceCoverage.Of(l.Run.Source, l.Run.Measured)?.Fields.Select(f => (f.Code, f.Percent)))),
        ("terms", l => Shares(SourceCoverage.Of(l.Run.Source, l.Run.Measured)?.Terms.Select(t => (t.Field, t.Percent)))),
    ];

    public HarvestSource Source { get; private set; } = null!;

    public IReadOnlyList<RunLine> Lines { get; private set; } = [];

    /// <summary>The last ones, oldest first: those of the drawings.</summary>
    public IReadOnlyList<RunLine> Drawn { get; private set; } = [];

    public IReadOnlyList<RunChart> Charts { get; private set; } = [];

    public SourceCoverage Coverage { get; private set; } = null!;

    public int Total { get; private set; }

    public Paging Paging { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string code, CancellationToken stop = default)
    {
        if (await sources.Find(code, stop) is not { } source)
        {
            return NotFound();
        }

        Source = source;
        var (latest, total) = await read.Page(code, 1, RunChart.Most, stop);
        var pages = Math.Max(1, (total + ReadRuns.PageSize - 1) / ReadRuns.PageSize);
        var page = Math.Min(Paging.Asked(Request), pages);
        Lines = page == 1 ? [.. latest.Take(ReadRuns.PageSize)] : (await read.Page(code, page, ReadRuns.PageSize, stop)).Lines;
        (Total, Paging) = (total, Paging.Of(Request, page, pages));
        Drawn = [.. latest.Where(l => l.Run.StartedAt is not null).Reverse()];
        (Charts, Coverage) = (RunChart.Of(Drawn), await coverage.Run(code, stop));
        return Page();
    }

    /// <summary>« AUTR 72 ; TITR 100 », in hundredths rounded down.</summary>
    private static string? Shares(IEnumerable<(string Code, int Percent)>? all) =>
        all is null ? null : string.Join(" ; ", all.OrderBy(a => a.Code, StringComparer.Ordinal).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Code} {a.Percent}")));

    internal static async Task Csv(string code, HttpContext context, SourceStore sources, ReadRuns read, CancellationToken stop)
    {
        if (await sources.Find(code, stop) is not { } source)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await CsvAnswer.Write(context, $"moissons-{SourceStore.CodeOf(source.Code)}.csv", [.. Columns.Select(c => Words[$"Harvest.Csv.{c.Key}"])], Rows(read.All(source.Code, stop)), stop);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows(IAsyncEnumerable<RunLine> lines)
    {
        await foreach (var line in lines)
        {
            yield return [.. Columns.Select(c => c.Value(line) switch
            {
                null => "",
                DateTimeOffset at => at.Text(),
                IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
                var text => $"{text}",
            })];
        }
    }
}
