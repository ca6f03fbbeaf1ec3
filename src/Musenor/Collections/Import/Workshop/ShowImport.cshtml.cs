using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Files;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Workshop;

/// <summary>/gestion/imports/{id}: how far it is, what the dry run found, what the import did, what may be decided now.</summary>
[Needs(nameof(Rights.EditNotices))]
internal sealed class ShowImportPage(ReadImport read, ReadDetails details, DecideImport decide, ShowImportPage.Shelves shelves, TimeProvider clock) : FormPage
{
    /// <summary>Conflicts shown with both texts, of each field.</summary>
    public const int Shown = 5;

    private static readonly Texts Words = Texts.Of("Collections");

    public sealed record Shelves(MuseumDirectory Museums, StoredFiles Files);

    public ImportView View { get; private set; } = null!;

    public ImportDetails Details { get; private set; } = ImportDetails.None;

    public string Museum { get; private set; } = "";

    public string Progress { get; private set; } = "";

    public string? FileAddress { get; private set; }

    /// <summary>The catalogue moved between the two, or a part was done already.</summary>
    public bool DiffersFromTrial => View is { Run: { State: "done" } run, Trial: { } trial } &&
        (run.Created, run.Changed, run.Unchanged, run.Rejected) != (trial.Created, trial.Changed, trial.Unchanged, trial.Rejected);

    public bool Allows(string deed) => DecideImport.Allows(deed, View.Request.State, View.Run is not null) && (View.Request.HasFile || deed == DecideImport.Undo);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop = default) => await Open(id, stop) ?? Page();

    public async Task<IActionResult> OnPost(Guid id, string geste, CancellationToken stop = default)
    {
        if (await Open(id, stop) is { } other)
        {
            return other;
        }

        // Putting back has a page of its own, which counts.
        var outcome = await decide.Run(HttpContext.Known(), new($"{id}", geste == DecideImport.Undo ? "" : geste ?? "", Sending), stop);
        return Turn(outcome, _ => Redirect(ImportRequest.AddressOf($"{id}")));
    }

    private async Task<IActionResult?> Open(Guid id, CancellationToken stop)
    {
        if (await read.Run($"{id}", stop) is not { } view)
        {
            return NotFound();
        }

        View = view;
        if (!HttpContext.Known().May(Rights.EditNotices, view.Request.MuseumId))
        {
            return Turn(new Outcome.Refused(Words["Imports.Refused"]), _ => NotFound());
        }

        Museum = ListRequestsPage.Name(await shelves.Museums.Read(stop), view.Request.MuseumId);
        Progress = ProgressText.Of(view, clock.GetUtcNow());
        Details = view.Told is { } told ? await details.Run(told.Id, stop) : ImportDetails.None;
        FileAddress = view.Request.FileId is { } file ? (await shelves.Files.Find(file, stop))?.Address : null;
        return null;
    }
}
