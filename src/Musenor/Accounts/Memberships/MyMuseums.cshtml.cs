using Dapper;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>A person's own roles: ask to join a museum, correct one's function, leave.</summary>
[Needs(nameof(Rights.OwnAccount))]
public sealed class MyMuseumsPage(Database database, MuseumNames museums, AskMembership ask, MembershipChanges changes, TimeProvider clock) : FormPage
{
    [BindProperty(Name = "museum")]
    public string? Museum { get; set; }

    [BindProperty(Name = "position")]
    public string? Position { get; set; }

    public MuseumNames.Known Names { get; private set; } = null!;

    public IReadOnlyList<(Membership Held, string Stage)> Mine { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => await Prepare(stop);

    public async Task<IActionResult> OnPostDemander(CancellationToken stop)
    {
        var outcome = await ask.Run(HttpContext.Known(), new AskMembership.Form(Museum ?? "", Position ?? ""), Sending, stop);
        await Prepare(stop);
        return Turn(outcome, _ => Back("AskSent"));
    }

    /// <summary>Leaving is from today; a référent who goes later asks the network to date it.</summary>
    public async Task<IActionResult> OnPostQuitter(string membership, int version, CancellationToken stop)
    {
        var outcome = await changes.End.Run(HttpContext.Known(), new EndMembership.Form(membership, "", "", version), Sending, stop);
        await Prepare(stop);
        return Turn(outcome, _ => Back("LeftSaid"));
    }

    private RedirectResult Back(string said)
    {
        Say(Texts.Of("Accounts")[said]);
        return Redirect("/compte/musees");
    }

    private async Task Prepare(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        Names = await museums.Read(stop);
        var today = ParisDay.Today(clock);
        var held = await connection.QueryAsync<Membership>(Membership.Columns + "where m.account_id = @Id order by m.created_at desc, m.id desc", new { HttpContext.Known().Id });
        Mine = [.. held.Select(m => (m, m.Stage(today)))];
    }
}
