using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.Undo;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Workshop;

/// <summary>/gestion/imports/{id}/annuler: what putting an import back would do, counted, before it is asked.</summary>
[Needs(nameof(Rights.EditNotices))]
internal sealed class ConfirmUndoPage(ReadImport read, DecideImport decide, CountSince since) : FormPage
{
    public ImportView View { get; private set; } = null!;

    public long ChangedSince { get; private set; }

    public bool MayUndo => View.Run is not null && DecideImport.Allows(DecideImport.Undo, View.Request.State, hasImport: true);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop = default) => await Open(id, stop) ?? Page();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop = default) =>
        await Open(id, stop) ?? Turn(await decide.Run(HttpContext.Known(), new($"{id}", DecideImport.Undo, Sending), stop), _ => Redirect(ImportRequest.AddressOf($"{id}")));

    private async Task<IActionResult?> Open(Guid id, CancellationToken stop)
    {
        if (await read.Run($"{id}", stop) is not { } view)
        {
            return NotFound();
        }

        View = view;
        if (!HttpContext.Known().May(Rights.EditNotices, view.Request.MuseumId))
        {
            return Turn(new Outcome.Refused(Texts.Of("Collections")["Imports.Refused"]), _ => NotFound());
        }

        ChangedSince = MayUndo ? await since.Run(view.Run!.Id, stop) : 0;
        return null;
    }
}
