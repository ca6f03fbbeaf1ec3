using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Interop.Api;

/// <summary>/api/v1/search: the parameters of /collections, the values of its facets on the first page, then what follows a cursor.</summary>
internal static class SearchSlices
{
    public static async Task<IResult> Answer(SearchNotices search, SiteSettings site, HttpContext context, CancellationToken stop)
    {
        var asked = new Asked(context.Request.Query, usual: SearchState.PageSize);
        SearchCursor? after = null;
        if (asked.After.Length > 0 && (after = SearchCursor.Read(asked.After)) is null)
        {
            asked.Problem ??= Texts.Of("Interop")["Api.Cursor"];
        }

        if (asked.Problem is { } problem)
        {
            return new Refusal(problem);
        }

        if (await search.After(SearchState.Read(context.Request.Query), after, asked.Take, stop) is not { } slice)
        {
            return new Refusal(Texts.Of("Interop")["Api.Cursor"]);
        }

        return Results.Json(new
        {
            query = slice.Restated,
            total = slice.Total,
            notices = slice.Lines.Select(l => WalkNotices.Kept(SearchJson.Line(l, site), asked.Fields)),
            facets = after is null ? SearchJson.Facets(slice.Facets) : null,
            next = slice.Next is { } next ? WalkNotices.Next(context, next.ToString()) : null,
        }, SearchJson.Plain);
    }
}
