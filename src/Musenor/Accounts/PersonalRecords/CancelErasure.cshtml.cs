using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Errors;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>The link of the mail. Opening it shows a button, since mail scanners follow links; sending keeps the account.</summary>
[Open]
public sealed class CancelErasurePage(CancelErasure cancel) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public DateTimeOffset Due { get; private set; }

    public bool IsKept { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await cancel.Due(Token, stop) is not { } due)
        {
            HttpContext.Features.Set(new StatusReason(Texts.Of("Accounts")["ErasureLinkGone"]));
            return StatusCode(StatusCodes.Status410Gone);
        }

        Due = due;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop) => Turn(await cancel.ByLink(Token, stop), _ =>
    {
        IsKept = true;
        return Page();
    });
}
