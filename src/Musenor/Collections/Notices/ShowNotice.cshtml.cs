using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Collections.Search;
using Musenor.Web;
using Musenor.Web.Delivery;

namespace Musenor.Collections.Notices;

/// <summary>/notices/{ref}: one work, whole. With the parameters of a search it also leads back to it and to its neighbours.</summary>
[PublicPage]
public sealed class ShowNoticePage(ReadNotice read, SearchNotices search, SiteSettings site) : PageModel
{
    public NoticeView View { get; private set; } = null!;

    /// <summary>The search that led here, where the address tells one.</summary>
    public SearchState? Origin { get; private set; }

    public int Place { get; private set; }

    public Neighbours? Around { get; private set; }

    public NoticeSheet Sheet => new(View, new Uri(site.BaseUrl, View.Address));

    public async Task<IActionResult> OnGetAsync(string reference, int o = 0, CancellationToken stop = default)
    {
        if (await read.Run(reference, stop) is not { } view)
        {
            return NotFound();
        }

        View = view;
        if (view.IsWithdrawn)
        {
            var reason = ShowNotice.Withdrawn(view);
            HttpContext.Features.Set(HttpContext.Person().May(Rights.EditNotices, view.Museum.Id)
                ? reason with { Links = [new(Texts.Of("Collections")["Notice.Edit"], NoticeLinks.Edit(view.Ref)), .. reason.Links] }
                : reason);
            return StatusCode(StatusCodes.Status410Gone);
        }

        if (view.Ref != reference)
        {
            return RedirectPermanent(view.Address + Request.QueryString);
        }

        Response.Headers.Link = OtherForms.Links(view, site);
        if (OtherForm(view) is { } other)
        {
            return other;
        }

        if (o > 0)
        {
            Origin = SearchState.Read(Request.Query) with { Page = ((o - 1) / SearchState.PageSize) + 1 };
            Place = o;
            Around = await search.Around(Origin, o, view.Ref, stop);
        }

        return Page();
    }

    /// <summary>What a program accepts before HTML; null for people.</summary>
    private IActionResult? OtherForm(NoticeView view)
    {
        if (Request.LinkedProfile() is not { } profile)
        {
            return Request.WantsJson() ? new JsonResult(NoticeJson.Of(view, site), SearchJson.Plain) : null;
        }

        // Another document about the work: 303, « see other » (Cool URIs §4.2).
        Response.Headers.Vary = "Accept";
        Response.Headers.Location = OtherForms.Linked(view, profile);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Back to the very place on the page of results.</summary>
    public string BackAddress => $"{Origin!.Address()}#o{((Place - 1) % SearchState.PageSize) + 1}";

    public string NeighbourAddress(string reference, int place)
    {
        var query = (Origin! with { Page = 1 }).Query();
        return $"/notices/{Uri.EscapeDataString(reference)}{(query.Length == 0 ? "?" : query + "&")}o={place}";
    }
}
