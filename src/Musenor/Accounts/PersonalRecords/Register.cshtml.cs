using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>The register of processing, from what the rooms say of themselves: the public privacy page reads the same.</summary>
[Needs(nameof(Rights.ManageAccounts))]
public sealed class RegisterPage(IEnumerable<IPersonalRecords> records) : PageModel
{
    public IEnumerable<Processing> Processings => records.SelectMany(r => r.Processings);
}
