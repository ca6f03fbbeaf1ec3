using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

[Open]
public sealed class AskResetPage(AskReset ask, Honeypot trap) : FormPage
{
    public const string FormName = "mot-de-passe-oublie";

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    public string? Sent { get; private set; }

    public void OnGet() => Sent = TempData["ResetAddress"] as string;

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var outcome = trap.Problem(FormName, Request) is { } problem
            ? new Outcome.Invalid("", problem)
            : await ask.Run(Email, Client.Of(HttpContext), stop);
        return Turn(outcome, address =>
        {
            TempData["ResetAddress"] = address;
            return Redirect("/compte/mot-de-passe-oublie");
        });
    }
}
