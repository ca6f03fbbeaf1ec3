using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.SignUp;

/// <summary>Where the link of the mail leads: it shows a button, and only the button makes the account.</summary>
[Open]
public sealed class ConfirmSignUpPage(ConfirmSignUp confirm) : FormPage
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public string? Whose { get; private set; }

    public async Task OnGet(CancellationToken stop) => Whose = await confirm.Look(Token, stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var outcome = await confirm.Run(Token, Password, stop);
        await OnGet(stop);
        return Turn(outcome, _ =>
        {
            Say(Texts.Of("Accounts")["SignUpDone"]);
            return Redirect("/compte/connexion");
        });
    }
}
