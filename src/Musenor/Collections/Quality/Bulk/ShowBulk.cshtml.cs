using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>/gestion/notices/lots/{id}: how far a change by lot is, what it left, and the way back.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ShowBulkPage(ReadBulk read, UndoBulk undo, ApplyBulk apply) : FormPage
{
    public BulkView View { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop = default) => await Open(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop = default)
    {
        if (!await Open(id, stop))
        {
            return NotFound();
        }

        var outcome = await undo.Run(HttpContext.Known(), View.Bulk.Id, Sending, stop);
        if (outcome is Outcome.Done)
        {
            if (View.Of(BulkLine.Done) <= NewBulkPage.AtOnce)
            {
                await apply.Run(View.Bulk.Id, CancellationToken.None);
            }
            else
            {
                apply.Wake();
            }
        }

        return Turn(outcome, done => Redirect(BulkLinks.Of(done)));
    }

    private async Task<bool> Open(Guid id, CancellationToken stop)
    {
        if (await read.Run(HttpContext.Known(), id.ToString(), stop) is not { } view)
        {
            return false;
        }

        View = view;
        return true;
    }
}
