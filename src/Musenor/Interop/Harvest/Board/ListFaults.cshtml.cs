using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources/{code}/quarantaine: records that could not be read, and records that no notice could be made of.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ListFaultsPage(SourceStore sources, ReadFaults read, RetryFault retry) : FormPage
{
    public static readonly IReadOnlyList<string> Kinds = ["", FoundFault.Harvest, FoundFault.Mapping];

    public HarvestSource Source { get; private set; } = null!;

    public string Kind { get; private set; } = "";

    public IReadOnlyList<FoundFault> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public Paging Paging { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string code, CancellationToken stop = default) => await Open(code, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string code, string? genre, string? identifiant, CancellationToken stop = default)
    {
        var outcome = await retry.Run(HttpContext.Known(), new(code, genre ?? "", identifiant ?? "", Sending), stop);
        if (outcome is Outcome.Invalid && !await Open(code, stop))
        {
            return NotFound();
        }

        return Turn(outcome, said =>
        {
            Say(Texts.Of("Interop")[$"Harvest.Retry.{said}"]);
            return LocalRedirect(ListSourcesPage.Address(code, "/quarantaine"));
        });
    }

    public static string Code(string code) => Texts.Of("Interop").Find($"Mapping.Code.{code}") ?? Texts.Of("Interop").Find($"Harvest.Fault.{code}") ?? code;

    private async Task<bool> Open(string code, CancellationToken stop)
    {
        if (await sources.Find(code, stop) is not { } source)
        {
            return false;
        }

        Source = source;
        Kind = Kinds.FirstOrDefault(k => k == Request.Query["genre"]) ?? "";
        var page = Math.Min(Paging.Asked(Request), 100_000);
        (Lines, Total) = await read.Page(code, Kind, page, stop);
        Paging = Paging.Of(Request, page, Math.Max(1, (Total + ReadFaults.PageSize - 1) / ReadFaults.PageSize));
        return true;
    }
}
