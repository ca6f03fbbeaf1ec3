using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.SignIn;

[Open]
public sealed class SignInByKeyPage(SignInByKey signIn) : FormPage
{
    [BindProperty(Name = "credential")]
    public string? Credential { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Return { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken stop) => Turn(await signIn.Run(Credential, HttpContext, stop), _ => LocalRedirect(Url.Back(Return)));
}
