using Musenor.Collections.Editing;
using Musenor.Collections.Search;
using Musenor.Web;
using Musenor.Web.Errors;

namespace Musenor.Collections.Notices;

/// <summary>The machine-readable forms beside a notice's page.</summary>
internal static class ShowNotice
{
    public static async Task<IResult> Json(string reference, ReadNotice read, SiteSettings site, HttpContext context, CancellationToken stop) =>
        await read.Run(reference, stop) switch
        {
            null => Results.NotFound(),
            { IsWithdrawn: true } gone => Gone(context, gone),
            var view when view.Ref != reference => Results.Redirect(view.Address + ".json", permanent: true),
            var view => Results.Json(NoticeJson.Of(view, site), SearchJson.Plain),
        };

    public static async Task<IResult> Ris(string reference, ReadNotice read, SiteSettings site, HttpContext context, CancellationToken stop) =>
        await read.Run(reference, stop) switch
        {
            null => Results.NotFound(),
            { IsWithdrawn: true } gone => Gone(context, gone),
            var view when view.Ref != reference => Results.Redirect(view.Address + ".ris", permanent: true),
            var view => Results.Text(new NoticeCitation(view, new Uri(site.BaseUrl, view.Address)).Ris(), "application/x-research-info-systems", System.Text.Encoding.UTF8),
        };

    /// <summary>Why there is nothing at the address of a withdrawn notice, and since when.</summary>
    public static StatusReason Withdrawn(NoticeView view)
    {
        var words = Texts.Of("Collections");
        var tombstone = view.Withdrawn ?? new Tombstone(view.UpdatedAt, "", "");
        var reason = WithdrawNotices.Phrase(tombstone.Reason, tombstone.Note);
        return new StatusReason(string.Join(' ', new[]
        {
            words["Notice.WithdrawnText", ParisDay.Wall(tombstone.At)],
            reason.Length > 0 ? words["Notice.WithdrawnReason", reason] : "",
            words["Notice.WithdrawnAsk"],
        }.Where(t => t.Length > 0)))
        {
            Links = [new(string.Join(", ", new[] { view.Museum.Name, view.Museum.City }.Where(t => t.Length > 0)), view.Museum.Url)],
        };
    }

    private static IResult Gone(HttpContext context, NoticeView view)
    {
        context.Features.Set(Withdrawn(view));
        return Results.StatusCode(StatusCodes.Status410Gone);
    }
}
