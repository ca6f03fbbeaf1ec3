using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

[Open]
public sealed class NotMePage(NotMe notMe) : FormPage
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    public bool IsGood { get; private set; }

    public async Task OnGet(CancellationToken stop) => IsGood = await notMe.Look(Token, stop);

    public async Task<IActionResult> OnPost(CancellationToken stop) => Turn(await notMe.Run(Token, stop), _ =>
    {
        Say(Texts.Of("Accounts")["NotMeDone"]);
        return Redirect("/compte/connexion");
    });
}
