using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.Security;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>What an erasure takes away and what stays without the name, before the password is asked.</summary>
[Needs(nameof(Rights.OwnAccount))]
public sealed class EraseMePage(Database database, IEnumerable<IPersonalRecords> records, AskErasure ask) : FormPage
{
    public IReadOnlyList<Fate> Fates { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => await Prepare(stop);

    public async Task<IActionResult> OnPost([FromForm(Name = AskPassword.Field)] string? password, CancellationToken stop)
    {
        await Prepare(stop);
        return Turn(await ask.Run(HttpContext.Known(), password ?? "", Sending, stop), _ =>
        {
            Say(Texts.Of("Accounts")["ErasureSubject"]);
            return Redirect("/compte/donnees");
        });
    }

    private async Task Prepare(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var person = (await Subject.Find(connection, null, HttpContext.Known().Id))!;
        var fates = new List<Fate>();
        foreach (var room in records)
        {
            fates.AddRange(await room.Preview(connection, person, stop));
        }

        Fates = fates;
    }
}
