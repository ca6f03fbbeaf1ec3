using Microsoft.AspNetCore.Mvc;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Notifications.Preferences;

/// <summary>
/// Programs of mail providers post here for their users, without a session (RFC 8058): the signed token is what allows it. Opening the
/// page changes nothing, since scanners follow the links of mails.
/// </summary>
[Open]
[IgnoreAntiforgeryToken]
public sealed class UnsubscribePage(Unsubscribe unsubscribe, UnsubscribeLink links) : FormPage
{
    [BindProperty(Name = "tout")]
    public bool All { get; set; }

    /// <summary>What the link turns off.</summary>
    public string Label { get; private set; } = "";

    public bool Done { get; private set; }

    public IActionResult OnGet(string token) => Read(token) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string token, CancellationToken stop) => !Read(token) ? NotFound() : Turn(await unsubscribe.Run(new(token, All), stop), _ =>
    {
        Done = true;
        return Page();
    });

    private bool Read(string token)
    {
        // The address is a key: it goes to no other site, and no cache keeps what it answers.
        Response.Headers.CacheControl = "no-store";
        var target = links.Read(token);
        Label = target is null ? "" : links.Label(target.Category, target.Kind);
        return target is not null;
    }
}
