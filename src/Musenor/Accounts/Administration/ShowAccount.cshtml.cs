using Dapper;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Administration;

[Needs(nameof(Rights.ManageAccounts))]
public sealed class ShowAccountPage(FindAccounts accounts, AccountChanges changes, Database database, MuseumNames museums, TimeProvider clock) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public AccountLine Line { get; private set; } = null!;

    public IReadOnlyList<(Membership Held, string Stage)> Memberships { get; private set; } = [];

    public MuseumNames.Known Names { get; private set; } = null!;

    public IReadOnlyList<JournalLine> History { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await accounts.One(Id, stop) is not { } line)
        {
            return NotFound();
        }

        Line = line;
        Names = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        var today = ParisDay.Today(clock);
        Memberships = [.. (await connection.QueryAsync<Membership>(Membership.Columns + "where m.account_id = @Id order by m.created_at desc, m.id desc", new { Id })).Select(m => (m, m.Stage(today)))];
        History = [.. await Journal.Of(connection, "account", Id, 50)];
        return Page();
    }

    public async Task<IActionResult> OnPostFacteurs(CancellationToken stop)
    {
        var outcome = await changes.Lift.Run(HttpContext.Known(), Id, stop);
        if (outcome is Outcome.Invalid)
        {
            await OnGet(stop); // the page comes back with the sentence
        }

        return Turn(outcome, _ =>
        {
            Say(Texts.Of("Accounts")["FactorsLifted"]);
            return Redirect($"/gestion/comptes/{Id}");
        });
    }

    public async Task<IActionResult> OnPostSessions(CancellationToken stop) => Turn(await changes.End.Run(HttpContext.Known(), Id, stop), _ =>
    {
        Say(Texts.Of("Accounts")["SessionsEnded"]);
        return Redirect($"/gestion/comptes/{Id}");
    });
}

/// <summary>What an administrator does to somebody else's account.</summary>
public sealed record AccountChanges(EndSessions End, LiftFactors Lift);
