using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.SignIn;

[Open]
public sealed class GiveCodePage(GiveCode give, PendingSignIn pending) : FormPage
{
    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Return { get; set; }

    public async Task<IActionResult> OnGet() => await pending.Read(HttpContext) is null ? Redirect("/compte/connexion") : Page();

    public async Task<IActionResult> OnPost(CancellationToken stop) => Turn(await give.Run(Code, HttpContext, stop), _ => LocalRedirect(Url.Back(Return)));
}
