using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Errors;

namespace Musenor.Interop.Api;

/// <summary>One notice, one museum, the list of museums.</summary>
internal static class ShowRecords
{
    public static async Task<IResult> Notice(string reference, ReadNotice read, SiteSettings site, HttpContext context, CancellationToken stop)
    {
        switch (await read.Run(reference, stop))
        {
            case null:
                return Missing(context, "Api.NoNotice", reference);
            case { IsWithdrawn: true } gone:
                context.Features.Set(ShowNotice.Withdrawn(gone));
                return Results.StatusCode(StatusCodes.Status410Gone);
            case var view when view.Ref != reference:
                return Results.Redirect($"{ApiSetup.Path}{view.Address}{context.Request.QueryString}", permanent: true);
            case var view:
                return Results.Json(WalkNotices.Kept(NoticeJson.Of(view, site), new Asked(context.Request.Query).Fields), SearchJson.Plain);
        }
    }

    /// <summary>By its code or by the words of its address.</summary>
    public static async Task<IResult> Museum(string slug, ShowMuseum show, SiteSettings site, HttpContext context, CancellationToken stop) =>
        await show.Run(slug, stop) is { } record ? Results.Json(MuseumJson.Of(record, site), MuseumJson.Plain) : Missing(context, "Api.NoMuseum", slug);

    /// <summary>In the order of the codes, which is the cursor.</summary>
    public static async Task<IResult> Museums(MuseumDirectory directory, WorksOnline works, SiteSettings site, HttpContext context, CancellationToken stop)
    {
        var asked = new Asked(context.Request.Query, ["apres", "limite", "reseau", "champs"]);
        if (asked.Problem is { } problem)
        {
            return new Refusal(problem);
        }

        var all = (await directory.Read(stop)).All.Where(m => !asked.IsSet("reseau") || m.IsNetwork).OrderBy(m => m.Id, StringComparer.Ordinal).ToList();
        var rest = all.Where(m => string.CompareOrdinal(m.Id, asked.After) > 0).Take(asked.Take + 1).ToList();
        var shown = rest.Take(asked.Take).ToList();
        var counts = await works.Count(stop);
        var cursor = shown.Count > 0 ? shown[^1].Id : asked.After;
        var next = rest.Count > shown.Count ? WalkNotices.Next(context, cursor) : null;
        return Results.Json(
            new { total = all.Count, museums = shown.Select(m => WalkNotices.Kept(MuseumJson.Line(m, counts.GetValueOrDefault(m.Id), site), asked.Fields)), next, cursor }, MuseumJson.Plain);
    }

    private static IResult Missing(HttpContext context, string key, string what)
    {
        context.Features.Set(new StatusReason(Texts.Of("Interop")[key, what]));
        return Results.NotFound();
    }
}
