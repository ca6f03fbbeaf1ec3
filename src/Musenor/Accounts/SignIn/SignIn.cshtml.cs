using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.SignIn;

[Open]
public sealed class SignInPage(SignIn signIn) : FormPage
{
    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Return { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken stop) =>
        Turn(await signIn.Run(new SignIn.Form(Email ?? "", Password ?? ""), HttpContext, stop), done => done == Musenor.Accounts.SignIn.SignIn.CodeNext
            ? Redirect($"/compte/connexion/code?retour={Uri.EscapeDataString(Url.Back(Return))}")
            : LocalRedirect(Url.Back(Return)));
}
