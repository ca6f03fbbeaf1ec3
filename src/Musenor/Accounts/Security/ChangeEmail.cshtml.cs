using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

[Needs(nameof(Rights.OwnAccount))]
public sealed class ChangeEmailPage(ChangeEmail change, AskPassword ask) : FormPage
{
    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "current")]
    public string? Current { get; set; }

    public string? Asked { get; private set; }

    public void OnGet() => Asked = TempData["NewAddress"] as string;

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var who = HttpContext.Known();
        return Turn(await ask.Run(who, Current, stop) ?? await change.Run(Email, who, stop), address =>
        {
            TempData["NewAddress"] = address;
            return Redirect("/compte/adresse");
        });
    }
}
