using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

/// <summary>Where the mail leads: a new password.</summary>
[Open]
public sealed class ResetPasswordPage(ResetPassword reset) : FormPage
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public string? Address { get; private set; }

    public bool IsGood => Address is not null;

    public async Task OnGet(CancellationToken stop) => Address = (await reset.Look(Token, stop))?.Email;

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await OnGet(stop);
        return Turn(await reset.Run(Token, Password, stop), _ =>
        {
            Say(Texts.Of("Accounts")["ResetDone"]);
            return Redirect("/compte/connexion");
        });
    }
}
