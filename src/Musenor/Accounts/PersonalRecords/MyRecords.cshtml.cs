using Dapper;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>« Mes données »: take them away, or have them erased.</summary>
[Needs(nameof(Rights.OwnAccount))]
public sealed class MyRecordsPage(Database database, AskExport ask, CancelErasure cancel, TimeProvider clock) : FormPage
{
    public IReadOnlyList<DataExport> Exports { get; private set; } = [];

    public DateTimeOffset? ErasedOn { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGet(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var id = HttpContext.Known().Id;
        Exports = [.. await connection.QueryAsync<DataExport>("select id, account_id, state, asked_at, ready_at, expires_at, size from data_export where account_id = @id order by asked_at desc limit 10", new { id })];
        ErasedOn = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>("select due_at from erasure where account_id = @id", new { id });
    }

    public async Task<IActionResult> OnPostExporter(CancellationToken stop) => Turn(await ask.Run(HttpContext.Known(), Sending, stop), _ => Back("ExportAsked"));

    public async Task<IActionResult> OnPostAnnuler(CancellationToken stop) => Turn(await cancel.ByPerson(HttpContext.Known(), stop), _ => Back("ErasureCancelled"));

    private RedirectResult Back(string said)
    {
        Say(Texts.Of("Accounts")[said]);
        return Redirect("/compte/donnees");
    }
}
