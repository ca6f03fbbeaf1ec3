using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

[Needs(nameof(Rights.ManageAccounts))]
public sealed class DataRequestsPage(Database database, RecordRequest record, CloseRequest close, TimeProvider clock) : FormPage
{
    public RecordRequest.Form Typed { get; private set; } = new("", "", "", "", "");

    public string Answer { get; private set; } = "";

    /// <summary>The request whose answer was refused: its form keeps what was typed.</summary>
    public string Answered { get; private set; } = "";

    public IReadOnlyList<DataRequest> Requests { get; private set; } = [];

    public DateOnly Today => ParisDay.Today(clock);

    public async Task OnGet(CancellationToken stop)
    {
        Typed = Typed with { ReceivedOn = Today.Iso() };
        Requests = await DataRequest.All(database, stop);
    }

    public async Task<IActionResult> OnPostAjouter(string? receivedOn, string? kind, string? person, string? contact, string? details, CancellationToken stop)
    {
        Typed = new(receivedOn ?? "", kind ?? "", person ?? "", contact ?? "", details ?? "");
        return await Answering(await record.Run(HttpContext.Known(), Typed, Sending, stop), "RequestRecorded", stop);
    }

    public async Task<IActionResult> OnPostRepondre(string? request, string? answer, int version, CancellationToken stop)
    {
        (Answered, Answer) = (request ?? "", answer ?? "");
        return await Answering(await close.Run(HttpContext.Known(), Answered, Answer, version, Sending, stop), "RequestClosed", stop);
    }

    private async Task<IActionResult> Answering(Outcome outcome, string said, CancellationToken stop)
    {
        Requests = await DataRequest.All(database, stop);
        return Turn(outcome, _ =>
        {
            Say(Texts.Of("Accounts")[said]);
            return Redirect("/gestion/demandes");
        });
    }
}
