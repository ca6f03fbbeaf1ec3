using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources/{code}/moissons/{id}: one run, what it met on its way.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ShowRunPage(SourceStore sources, ReadRuns read) : PageModel
{
    private static readonly Texts Words = Texts.Of("Interop");

    public HarvestSource Source { get; private set; } = null!;

    public RunLine Line { get; private set; } = null!;

    public IReadOnlyList<RunIncident> Incidents { get; private set; } = [];

    /// <summary>Null where nothing changed, so that nothing was counted.</summary>
    public CoverageTable? Coverage { get; private set; }

    public async Task<IActionResult> OnGet(string code, string id, CancellationToken stop = default)
    {
        if (await sources.Find(code, stop) is not { } source || await read.One(code, id, stop) is not { } line)
        {
            return NotFound();
        }

        (Source, Line, Incidents) = (source, line, await read.Incidents(id, stop));
        Coverage = SourceCoverage.Of(source.Code, line.Run.Measured) is { } kept
            ? new CoverageTable(kept, Words["Harvest.CoverageThen", kept.Sample], source.Code, await read.MeasuredBefore(line.Run, stop)) : null;
        return Page();
    }

    public static string Address(string code, string id) => ListSourcesPage.Address(code, $"/moissons/{Uri.EscapeDataString(id)}");
}
