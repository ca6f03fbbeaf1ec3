using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Forms;

namespace Musenor.Accounts.SignUp;

/// <summary>« A mail waits for you », and the mail once more.</summary>
[Open]
public sealed class AwaitingPage(SignUp signUp) : FormPage
{
    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    public bool Sent { get; private set; }

    public void OnGet()
    {
        Email = TempData["SignUpAddress"] as string;
        Sent = Email is not null;
    }

    public async Task<IActionResult> OnPost(CancellationToken stop) => Turn(await signUp.Again(Email, Client.Of(HttpContext), stop), email =>
    {
        TempData["SignUpAddress"] = email;
        return Redirect("/compte/confirmation");
    });
}
