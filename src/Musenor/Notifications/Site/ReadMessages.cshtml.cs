using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Notifications.Site;

[Needs(nameof(Rights.OwnAccount))]
public sealed class ReadMessagesPage(ReadMessages messages) : FormPage
{
    /// <summary>« page » is a word that the framework keeps for itself among route values: the query is named.</summary>
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [BindProperty(Name = "message")]
    public string? Message { get; set; }

    public ReadMessages.Page Found { get; private set; } = new([], 0, 0);

    public int Pages => Math.Max(1, (Found.Count + ReadMessages.PageSize - 1) / ReadMessages.PageSize);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        Number = Math.Max(1, Number);
        Found = await messages.Run(HttpContext.Known(), Number, stop);
        return Number > Pages ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (await messages.Open(HttpContext.Known(), Message ?? "", stop) is null)
        {
            return NotFound();
        }

        return Back("MessageRead");
    }

    public async Task<IActionResult> OnPostAll(CancellationToken stop)
    {
        await messages.MarkAll(HttpContext.Known(), stop);
        return Back("AllRead");
    }

    private RedirectResult Back(string said)
    {
        Say(Texts.Of("Notifications")[said]);
        return Redirect("/compte/messages");
    }
}
