using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Forms;

namespace Musenor.Accounts.SignUp;

[Open]
public sealed class SignUpPage(SignUp signUp, Honeypot trap) : FormPage
{
    [BindProperty(Name = "nom")]
    public string? PersonName { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var outcome = trap.Problem(SignUp.FormName, Request) is { } problem
            ? new Outcome.Invalid("", problem)
            : await signUp.Run(new SignUp.Form(PersonName, Email, Password, Client.Of(HttpContext)), stop);
        return Turn(outcome, email =>
        {
            TempData["SignUpAddress"] = email;
            return Redirect("/compte/confirmation");
        });
    }
}
