using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.SignIn;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

[Needs(nameof(Rights.OwnAccount))]
public sealed class ChangePasswordPage(ChangePassword change, Refresh refresh) : FormPage
{
    [BindProperty(Name = "current")]
    public string? Current { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var outcome = await change.Run(new ChangePassword.Form(Current, Password), HttpContext.Known(), stop);
        if (outcome is Outcome.Done)
        {
            await refresh.Run(HttpContext, stop: stop);
            Say(Texts.Of("Accounts")["PasswordDone"]);
        }

        return Turn(outcome, _ => Redirect("/compte"));
    }
}
