using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.History;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

[Needs(nameof(Rights.ManageMembers))]
public sealed class ListMembersPage(ListMembers members, ResendInvitation resend, WithdrawInvitation withdraw) : FormPage
{
    [BindProperty(Name = "musee", SupportsGet = true)]
    public string? Museum { get; set; }

    [BindProperty(Name = "role", SupportsGet = true)]
    public string? Role { get; set; }

    [BindProperty(Name = "etat", SupportsGet = true)]
    public string? Stage { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Words { get; set; }

    public ListMembers.Found Found { get; private set; } = null!;

    public bool IsFiltered => $"{Museum}{Role}{Stage}{Words}".Length > 0;

    public IEnumerable<MuseumName> Museums => Found.Names.Choices(HttpContext.Known().Museums(Rights.ManageMembers));

    public async Task OnGet(CancellationToken stop) =>
        Found = await members.Run(HttpContext.Known(), new ListMembers.Query(Museum ?? "", Role ?? "", Stage ?? "", Words ?? "", Paging.Asked(Request)), stop);

    public async Task<IActionResult> OnPostRenvoyer(string invitation, CancellationToken stop) =>
        Answer(await resend.Run(HttpContext.Known(), invitation, Sending, stop), "InvitationResent");

    public async Task<IActionResult> OnPostRetirer(string invitation, CancellationToken stop) =>
        Answer(await withdraw.Run(HttpContext.Known(), invitation, Sending, stop), "InvitationWithdrawn");

    internal static async Task Csv(HttpContext context, ListMembers members, WriteExport export, CancellationToken stop)
    {
        string Said(string key) => context.Request.Query[key].FirstOrDefault() ?? "";
        var words = Texts.Of("Accounts");
        var found = await members.Run(context.Known(), new ListMembers.Query(Said("musee"), Said("role"), Said("etat"), Said("q"), 1), stop);
        await export.Journalled(context.Known(), "members", Said("musee"), $"{Roles.Read(Said("role"))?.Key()} {ListMembers.Stages.FirstOrDefault(s => s == Said("etat"))}".Trim(), stop);
        string[] headings = [words["PersonWord"], words["Email"], words["RoleWord"], words["Museum"], words["Position"], words["Stage"], words["FromDay"], words["ToDay"]];
        await CsvAnswer.Write(context, "membres.csv", headings, Rows(found), stop);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows(ListMembers.Found found)
    {
        foreach (var (member, stage, where) in found.All)
        {
            yield return [member.Name, member.Email, member.Role.Label(), where, member.Position, Texts.Of("Accounts")["Stage." + stage], member.StartsOn.Iso(), member.EndsOn?.Iso() ?? ""];
        }

        await Task.CompletedTask;
    }

    private IActionResult Answer(Outcome outcome, string said) => Turn(outcome, _ =>
    {
        Say(Texts.Of("Accounts")[said]);
        return Redirect("/gestion/membres");
    });
}
