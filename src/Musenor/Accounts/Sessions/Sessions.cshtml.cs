using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Sessions;

[Needs(nameof(Rights.OwnAccount))]
public sealed class SessionsPage(ListSessions list, OpenSession sessions) : FormPage
{
    public IReadOnlyList<SeenSession> Open { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => Open = await list.Run(HttpContext.Known(), stop);

    public async Task<IActionResult> OnPostEnd([FromForm(Name = "session")] string? handle, CancellationToken stop)
    {
        var who = HttpContext.Known();
        var here = (await list.Run(who, stop)).Any(s => s.Handle == handle && s.Id == who.SessionId);
        if (!await list.End(who, handle, stop))
        {
            return NotFound();
        }

        if (here)
        {
            return await Leave();
        }

        Say(Texts.Of("Accounts")["SessionEnded"]);
        return Redirect("/compte/sessions");
    }

    /// <summary>Everywhere, here included.</summary>
    public async Task<IActionResult> OnPostAll(CancellationToken stop)
    {
        await sessions.EndAll(HttpContext.Known().Id, stop: stop);
        return await Leave();
    }

    private async Task<IActionResult> Leave()
    {
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        Say(Texts.Of("Accounts")["SignedOut"]);
        return Redirect("/compte/connexion");
    }
}
