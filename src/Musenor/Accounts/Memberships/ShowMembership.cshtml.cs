using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Errors;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>One membership: what waits for a decision, or what can still be changed, and its history.</summary>
[Needs(nameof(Rights.ManageMembers))]
public sealed class ShowMembershipPage(Database database, MuseumNames museums, MembershipChanges changes, TimeProvider clock) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(Name = "decision")]
    public string? Decision { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "from")]
    public string? From { get; set; }

    [BindProperty(Name = "position")]
    public string? Position { get; set; }

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    public Membership Member { get; private set; } = null!;

    public string Stage { get; private set; } = "";

    public string Where { get; private set; } = "";

    public DateOnly Today => ParisDay.Today(clock);

    public bool IsMine => Member.AccountId == HttpContext.Known().Id;

    public IReadOnlyList<JournalLine> History { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await Prepare(stop) is { } no)
        {
            return no;
        }

        Position = Member.Position;
        return Page();
    }

    public Task<IActionResult> OnPostDecider(CancellationToken stop) =>
        Change(who => changes.Decide.Run(who, new DecideMembership.Form(Id, Decision ?? "", Reason ?? ""), Sending, stop), "Decided", stop);

    public Task<IActionResult> OnPostTerminer(CancellationToken stop) =>
        Change(who => changes.End.Run(who, new EndMembership.Form(Id, From ?? "", Reason ?? "", Version), Sending, stop), "EndSaved", stop);

    public Task<IActionResult> OnPostFonction(CancellationToken stop) =>
        Change(who => changes.Position.Run(who, new ChangePosition.Form(Id, Position ?? "", Version), Sending, stop), "PositionSaved", stop);

    private async Task<IActionResult> Change(Func<Person, Task<Outcome>> run, string said, CancellationToken stop)
    {
        var outcome = await run(HttpContext.Known());
        return await Prepare(stop) ?? Turn(outcome, _ =>
        {
            Say(Texts.Of("Accounts")[said]);
            return Redirect($"/gestion/membres/{Id}");
        });
    }

    private async Task<IActionResult?> Prepare(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        if (await Membership.Find(connection, null, Id) is not { } member)
        {
            return NotFound();
        }

        if (!HttpContext.Known().MayManage(member.Role, member.MuseumId))
        {
            HttpContext.Features.Set(new StatusReason(Texts.Of("Accounts")["RefusedText"]));
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Member = member;
        Stage = member.Stage(Today);
        Where = member.Title(await museums.Read(stop));
        History = [.. await Journal.Of(connection, "membership", Id)];
        return null;
    }
}

/// <summary>What may be done to a membership.</summary>
public sealed record MembershipChanges(DecideMembership Decide, EndMembership End, ChangePosition Position);
