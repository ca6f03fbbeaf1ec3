using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

[Open]
public sealed class ConfirmEmailPage(ConfirmEmail confirm) : FormPage
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    public bool IsGood { get; private set; }

    public async Task OnGet(CancellationToken stop) => IsGood = await confirm.Look(Token, stop);

    public async Task<IActionResult> OnPost(CancellationToken stop) => Turn(await confirm.Run(Token, stop), done =>
    {
        Say(Texts.Of("Accounts")[done == ConfirmEmail.Half ? "AddressHalf" : "AddressDone"]);
        return Redirect(HttpContext.Person() is null ? "/compte/connexion" : "/compte");
    });
}
