using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources/{code}/enregistrement?id=…: a record as its source sent it, beside what the mapping makes of it.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ShowRecordPage(SourceStore sources, OpenRecord read) : PageModel
{
    private const int LongestId = 1000;

    public HarvestSource Source { get; private set; } = null!;

    public OpenRecord.Result? Found { get; private set; }

    public string Id { get; private set; } = "";

    public async Task<IActionResult> OnGet(string code, string? id = null, CancellationToken stop = default)
    {
        if (await sources.Find(code, stop) is not { } source)
        {
            return NotFound();
        }

        (Source, Id) = (source, id is { Length: <= LongestId } asked ? asked.Trim().Replace("\0", "", StringComparison.Ordinal) : "");
        Found = Id.Length > 0 ? await read.Run(code, Id, stop) : null;
        if (Found is null && Id.Length > 0)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Page();
    }

    public static string Address(string code, string id) => ListSourcesPage.Address(code, $"/enregistrement?id={Uri.EscapeDataString(id)}");
}
