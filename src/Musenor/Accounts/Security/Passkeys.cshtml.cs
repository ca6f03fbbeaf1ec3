using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.SignIn;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Security;

[Needs(nameof(Rights.OwnAccount))]
public sealed class PasskeysPage(Passkeys passkeys, AskPassword ask, Refresh refresh) : FormPage
{
    [BindProperty(Name = "nom")]
    public string? KeyName { get; set; }

    [BindProperty(Name = "credential")]
    public string? Credential { get; set; }

    [BindProperty(Name = "current")]
    public string? Current { get; set; }

    public IReadOnlyList<Passkeys.Key> Keys { get; private set; } = [];

    /// <summary>The key to take off, when one is chosen: the password is asked first.</summary>
    public Passkeys.Key? Removed { get; private set; }

    public async Task OnGet([FromQuery(Name = "retirer")] string? handle = null)
    {
        Keys = await passkeys.List(HttpContext.Known());
        Removed = Keys.FirstOrDefault(k => k.Handle == handle);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await OnGet();
        var who = HttpContext.Known();
        var outcome = await ask.ForFactors(who, Current, stop) ?? await passkeys.Add(who, Credential, KeyName, stop);
        if (outcome is Outcome.Done)
        {
            // The device has just checked the person: this session now has both factors.
            await refresh.Run(HttpContext, "passkey", stop);
            Say(Texts.Of("Accounts")["KeyAdded"]);
        }

        return Turn(outcome, _ => Redirect("/compte/cles"));
    }

    public async Task<IActionResult> OnPostRemove([FromForm(Name = "key")] string? handle, CancellationToken stop)
    {
        await OnGet();
        Removed = Keys.FirstOrDefault(k => k.Handle == handle);
        var who = HttpContext.Known();
        var outcome = await ask.ForFactors(who, Current, stop) ?? await passkeys.Remove(who, handle, stop);
        if (outcome is Outcome.Done)
        {
            await refresh.Run(HttpContext, null, stop);
            Say(Texts.Of("Accounts")["KeyRemoved"]);
        }

        return Turn(outcome, _ => Redirect("/compte/cles"));
    }
}
