using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;

namespace Musenor.Accounts.Security;

/// <summary>Who I am here, and where my settings are.</summary>
[Needs(nameof(Rights.OwnAccount))]
public sealed class MyAccountPage : PageModel
{
    public void OnGet()
    {
    }
}
