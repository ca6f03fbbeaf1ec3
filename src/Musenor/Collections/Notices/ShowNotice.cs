using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Collections.Notices;

/// <summary>The machine-readable forms beside a notice's page.</summary>
internal static class ShowNotice
{
    public static async Task<IResult> Json(string reference, ReadNotice read, SiteSettings site, CancellationToken stop) =>
        await read.Run(reference, stop) switch
        {
            null => Results.NotFound(),
            { IsWithdrawn: true } => Results.StatusCode(StatusCodes.Status410Gone),
            var view when view.Ref != reference => Results.Redirect(view.Address + ".json", permanent: true),
            var view => Results.Json(NoticeJson.Of(view, site), SearchJson.Plain),
        };

    public static async Task<IResult> Ris(string reference, ReadNotice read, SiteSettings site, CancellationToken stop) =>
        await read.Run(reference, stop) switch
        {
            null => Results.NotFound(),
            { IsWithdrawn: true } => Results.StatusCode(StatusCodes.Status410Gone),
            var view when view.Ref != reference => Results.Redirect(view.Address + ".ris", permanent: true),
            var view => Results.Text(new NoticeCitation(view, new Uri(site.BaseUrl, view.Address)).Ris(), "application/x-research-info-systems", System.Text.Encoding.UTF8),
        };
}
