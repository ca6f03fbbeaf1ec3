using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Interop.OpenData;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.Api;

/// <summary>
/// /api/v1/notices: everything, page after page, in the order of the revisions. A notice that changes during the walk moves to its end, one that
/// enters stands there: nothing is lost, and the last cursor is where to go on tomorrow.
/// </summary>
public sealed class WalkNotices(StreamNotices notices, MuseumDirectory museums, SiteSettings site)
{
    private static readonly string[] Known = ["apres", "limite", "depuis", "musee", "retirees", "champs"];
    private static readonly Texts Words = Texts.Of("Interop");

    internal async Task<IResult> Answer(HttpContext context, CancellationToken stop)
    {
        var asked = new Asked(context.Request.Query, Known);
        var since = asked.Since;
        var after = 0L;
        if (asked.After.Length > 0 && !long.TryParse(asked.After, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            asked.Problem ??= Words["Api.Cursor"];
        }

        if (asked.Problem is { } problem)
        {
            return new Refusal(problem);
        }

        var last = await notices.Last(stop);
        // A museum that is not in the directory has no notices.
        var museum = await Museum(asked["musee"], stop);
        var slice = museum is null ? [] : await notices.After(new(after, asked.Take + 1, since, museum, asked.IsSet("retirees")), stop);
        var shown = slice.Take(asked.Take).ToList();
        var cursor = (shown.Count > 0 ? shown[^1].Revision : Math.Max(after, last)).ToString(CultureInfo.InvariantCulture);
        var next = slice.Count > asked.Take ? Next(context, cursor) : null;
        return Results.Json(new { notices = shown.Select(r => Kept(One(r.View), asked.Fields)), next, cursor }, SearchJson.Plain);
    }

    /// <summary>The code of a museum by its code or its address; nothing when none is asked for, null when there is no such museum.</summary>
    private async Task<string?> Museum(string asked, CancellationToken stop)
    {
        if (asked.Length == 0)
        {
            return "";
        }

        var directory = await museums.Read(stop);
        return (directory.ById.GetValueOrDefault(asked) ?? directory.BySlug.GetValueOrDefault(asked))?.Id;
    }

    private object One(NoticeView view) => view.Withdrawn is { } gone
        ? new
        {
            @ref = view.Ref,
            url = new Uri(site.BaseUrl, view.Address).AbsoluteUri,
            withdrawn_at = gone.At.Text(),
            reason = WithdrawNotices.Phrase(gone.Reason, gone.Note),
        }
        : NoticeJson.Of(view, site);

    /// <summary>Only the members asked for; the reference stays, or nobody would know of what they are.</summary>
    internal static object Kept(object one, IReadOnlySet<string> fields)
    {
        if (fields.Count == 0)
        {
            return one;
        }

        var whole = JsonSerializer.SerializeToNode(one, SearchJson.Plain)!.AsObject();
        var kept = new JsonObject();
        foreach (var name in whole.Select(m => m.Key).Where(k => k is "ref" or "withdrawn_at" || fields.Contains(k)).ToList())
        {
            whole.Remove(name, out var value);
            kept[name] = value;
        }

        return kept;
    }

    /// <summary>The address of the following page: in the answer, and in its Link header (RFC 8288) for those who read no body.</summary>
    internal static string Next(HttpContext context, string cursor)
    {
        var site = context.RequestServices.GetRequiredService<SiteSettings>();
        var query = new QueryBuilder(context.Request.Query.Where(q => q.Key != "apres").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")))) { { "apres", cursor } };
        var next = new Uri(site.BaseUrl, context.Request.Path + query.ToQueryString().ToUriComponent()).AbsoluteUri;
        context.Response.Headers.Append("Link", $"<{next}>; rel=\"next\"");
        return next;
    }
}
