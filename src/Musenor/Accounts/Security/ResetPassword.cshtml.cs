using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.SignIn;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

/// <summary>Where the mail leads: a new password.</summary>
[Open]
public sealed class ResetPasswordPage(ResetPassword reset, KnownBrowser browsers, Credentials credentials) : FormPage
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
        var outcome = await reset.Run(Token, Password, stop);
        if (outcome is Outcome.Done(var id) && await credentials.OfId(id, stop) is { } account)
        {
            // Whoever holds the mail box is the owner: strangers' tries do not make this browser wait.
            browsers.Remember(HttpContext, account);
        }

        return Turn(outcome, _ =>
        {
            Say(Texts.Of("Accounts")["ResetDone"]);
            return Redirect("/compte/connexion");
        });
    }
}
