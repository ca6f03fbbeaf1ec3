using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;

namespace Musenor.Accounts.Security;

/// <summary>Who I am here, and where my settings are.</summary>
[Needs(nameof(Rights.OwnAccount))]
public sealed class MyAccountPage(MuseumNames museums) : PageModel
{
    public MuseumNames.Known Names { get; private set; } = null!;

    public async Task OnGet(CancellationToken stop) => Names = await museums.Read(stop);
}
