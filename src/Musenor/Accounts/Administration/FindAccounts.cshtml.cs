using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Accounts.History;
using Musenor.Accounts.Memberships;
using Musenor.Web;
using Musenor.Web.Components;

namespace Musenor.Accounts.Administration;

[Needs(nameof(Rights.ManageAccounts))]
public sealed class FindAccountsPage(FindAccounts accounts, MuseumNames museums) : PageModel
{
    public FindAccounts.Query Query { get; private set; } = null!;

    public FindAccounts.Found Found { get; private set; } = null!;

    public MuseumNames.Known Names { get; private set; } = null!;

    public async Task OnGet(CancellationToken stop)
    {
        Query = Read(Request);
        Names = await museums.Read(stop);
        Found = await accounts.Run(Query, stop);
    }

    private static FindAccounts.Query Read(HttpRequest request) =>
        new(request.Query["q"].FirstOrDefault() ?? "", request.Query["role"].FirstOrDefault() ?? "", Paging.Asked(request));

    internal static async Task Csv(HttpContext context, FindAccounts accounts, MuseumNames museums, WriteExport export, CancellationToken stop)
    {
        var (query, names, words) = (Read(context.Request), await museums.Read(stop), Texts.Of("Accounts"));
        // The words looked for may be somebody's name or address: the journal says that there were some, not which.
        await export.Journalled(context.Known(), "accounts", "", $"{(query.Words.Length > 0 ? "q=… " : "")}{query.Role}", stop);
        string[] headings = [words["PersonWord"], words["Email"], words["RoleWord"], words["Confirmed"], words["SecondFactorWord"], words["CreatedOn"], words["LastSeen"]];
        await CsvAnswer.Write(context, "comptes.csv", headings, Rows(accounts.All(query, stop), names), stop);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows(IAsyncEnumerable<AccountLine> lines, MuseumNames.Known names)
    {
        var words = Texts.Of("Accounts");
        string Said(bool yes) => words[yes ? "Yes" : "No"];
        string Day(DateTimeOffset? at) => at is { } instant ? ParisDay.Of(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
        await foreach (var line in lines)
        {
            yield return [line.Name, line.Email, string.Join(" ; ", line.Roles(names)), Said(line.EmailConfirmed), Said(line.TwoFactorEnabled), Day(line.CreatedAt), Day(line.LastSeenAt)];
        }
    }
}
