using System.Text;
using Heritage.Standards.Identifiers;
using Heritage.Standards.Text;
using Microsoft.AspNetCore.Http.Features;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.LinkedData;

/// <summary>
/// /ark:/{naan}/{name} and /ark:{naan}/{name}: leads to the notice. « ? », « ?? » and « ?info » answer a record in ANVL (ERC, kernel of ARK), the last
/// two with what the network promises. A withdrawn notice answers 410 with who kept it, since when it is withdrawn and why: nothing of what it said,
/// which may be the very reason.
/// </summary>
public sealed class ResolveArk(ReadNotice read, SiteSettings site)
{
    internal async Task<IResult> Answer(string naan, string name, HttpContext context, CancellationToken stop)
    {
        if (site.Ark is null || naan != site.Ark || ArkName.Reference(name) is not { } reference)
        {
            return Results.NotFound();
        }

        var view = await read.Run(reference, stop) ?? await read.Run(reference.ToUpperInvariant(), stop);
        if (view is null)
        {
            return Results.NotFound();
        }

        if (Inflection(context) is { Length: > 0 } inflection)
        {
            var text = Record(view) + (inflection == "?" ? "" : Support());
            return Results.Text(text, "text/plain", Encoding.UTF8, view.IsWithdrawn ? StatusCodes.Status410Gone : StatusCodes.Status200OK);
        }

        if (view.IsWithdrawn)
        {
            context.Features.Set(ShowNotice.Withdrawn(view));
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        // Not 301: the identifier is what lasts, the address behind it is only where the work is now.
        return Results.Redirect(view.Address + context.Request.QueryString);
    }

    public static string? Of(SiteSettings site, string reference) => site.Ark is { } naan ? $"ark:/{naan}/{ArkName.Of(reference)}" : null;

    /// <summary>A « ? » with nothing behind is no query for the server: the line of the request still has it.</summary>
    private static string Inflection(HttpContext context) => context.Request.QueryString.Value switch
    {
        "?info" => "?info",
        "??" => "??",
        "?" => "?",
        null or "" when context.Features.Get<IHttpRequestFeature>()?.RawTarget.EndsWith('?') == true => "?",
        _ => "",
    };

    private string Record(NoticeView view)
    {
        var record = new StringBuilder("erc:\n");
        void Add(string label, string value) => record.Append(label).Append(": ").Append(value.Length > 0 ? OneLine(value) : "(:unkn) inconnu").Append('\n');
        if (view.Withdrawn is { } gone)
        {
            Add("who", "(:unav) notice retirée");
            Add("what", view.Ref);
            Add("when", "(:unav) notice retirée");
            Add("where", new Uri(site.BaseUrl, "/" + Of(site, view.Ref)).AbsoluteUri);
            Add("keeper", string.Join(", ", new[] { view.Museum.Name, view.Museum.City }.Where(t => t.Length > 0)));
            Add("withdrawn", $"{gone.At.Text()} {Collections.Editing.WithdrawNotices.Phrase(gone.Reason, gone.Note)}".TrimEnd());
            return record.ToString();
        }

        Add("who", string.Join(" ; ", view.Notice.Authors.Select(a => a.Text)));
        Add("what", view.Notice.Title.Length > 0 ? view.Notice.Title : view.Ref);
        Add("when", view.Notice.DateWords);
        Add("where", new Uri(site.BaseUrl, "/" + Of(site, view.Ref)).AbsoluteUri);
        Add("how", $"(:mtype object) {view.Notice.Line("DENO")}".TrimEnd());
        Add("keeper", string.Join(", ", new[] { view.Museum.Name, view.Museum.City, view.Notice.Inventory.Current }.Where(t => t.Length > 0)));
        return record.ToString();
    }

    private string Support()
    {
        var words = Texts.Of("Interop");
        return $"erc-support:\nwho: {OneLine(site.Publisher ?? site.Name)}\nwhat: {OneLine(words["Open.ArkPromise"])}\nwhere: {site.BaseUrl.AbsoluteUri}\n";
    }

    // ANVL: a line is a value, and « | » and « % » have a meaning.
    private static string OneLine(string text) => Folding.Blanks(XmlCharacters.Clean(text).ReplaceLineEndings(" ")).Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);
}
