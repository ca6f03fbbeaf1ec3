using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

[Needs(nameof(Rights.ManageMembers))]
public sealed class InviteMemberPage(InviteMember invite, MuseumNames museums) : FormPage
{
    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "role")]
    public string? Role { get; set; }

    [BindProperty(Name = "museum")]
    public string? Museum { get; set; }

    [BindProperty(Name = "boundTo")]
    public string? BoundTo { get; set; }

    [BindProperty(Name = "position")]
    public string? Position { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public IReadOnlyList<Role> Givable => HttpContext.Known().Givable();

    public async Task OnGet([FromQuery(Name = "musee")] string? musee, CancellationToken stop)
    {
        await Prepare(stop);
        Museum = musee ?? (Choices.Count == 1 ? Choices[0].Value : "");
        Role = Access.Role.Professional.Key();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Prepare(stop);
        return Turn(await invite.Run(HttpContext.Known(), new InviteMember.Form(Email ?? "", Role ?? "", Museum ?? "", BoundTo ?? "", Position ?? ""), Sending, stop), _ =>
        {
            Say(Texts.Of("Accounts")["InvitationSent", Email]);
            return Redirect("/gestion/membres");
        });
    }

    private async Task Prepare(CancellationToken stop) => Choices =
        [.. (await museums.Read(stop)).Choices(HttpContext.Known().Museums(Rights.ManageMembers)).Select(m => new Choice(m.Id, m.Name))];
}
