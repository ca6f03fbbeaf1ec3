using Heritage.Standards.Joconde;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>What was typed, as the public page would show it: nothing is written.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class PreviewNoticePage(OpenNotice open, SiteSettings site) : FormPage
{
    public NoticeSheet Sheet { get; private set; } = null!;

    /// <summary>A preview has no address of its own.</summary>
    public IActionResult OnGet(string reference) => Redirect(NoticeLinks.Edit(reference));

    public async Task<IActionResult> OnPost(string reference, CancellationToken stop = default)
    {
        if (await open.Run(reference, stop) is not { } notice)
        {
            return NotFound();
        }

        if (!HttpContext.Known().May(Rights.EditNotices, notice.View.Museum.Id))
        {
            return Turn(new Outcome.Refused(Texts.Of("Collections")["Edit.Refused"]), _ => NotFound());
        }

        var fields = new Dictionary<string, string>(notice.Notice.Fields, StringComparer.Ordinal);
        foreach (var (code, text) in EditNoticePage.Fields(Request.Form))
        {
            fields[code] = EditedFields.Clean(text);
        }

        Sheet = new NoticeSheet(notice.View with { Notice = new JocondeNotice(fields) }, new Uri(site.BaseUrl, notice.View.Address));
        return Page();
    }
}
