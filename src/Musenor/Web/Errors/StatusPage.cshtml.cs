using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Web.Delivery;

namespace Musenor.Web.Errors;

/// <summary>Why a page answered 403, 410 or 429, when its room can tell: shown as a paragraph. <c>context.Features.Set(new StatusReason("…"))</c>.</summary>
public sealed record StatusReason(string Text)
{
    /// <summary>Where to go from here, before the usual places.</summary>
    public IReadOnlyList<VisitorLink> Links { get; init; } = [];
}

/// <summary>The page of an answer that has no page: 404, 410, 400, 405, 429… Programs get problem details.</summary>
[IgnoreAntiforgeryToken]
[Open]
public sealed partial class StatusPage : PageModel
{
    private static readonly int[] Told = [400, 403, 404, 405, 410, 413, 429, 500, 503];
    private static readonly Texts Words = Texts.Of("Web");

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? Reason { get; private set; }

    public IReadOnlyList<VisitorLink> Links { get; private set; } = [];

    public int Code { get; private set; }

    /// <summary>The words of the address that failed: « /oeuvre/coq-en-faience » looks for « coq en faience ».</summary>
    public string Guess { get; private set; } = "";

    public string? Wait => long.TryParse(Response.Headers.RetryAfter, out var seconds) ? Words["RetryAfter", Abuse.Wait.InWords(TimeSpan.FromSeconds(seconds))] : null;

    /// <summary>Runs whatever the method of the request that failed.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Asked for directly, this address shows what it says; it never invents a success.
        var code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        Code = code is >= 400 and <= 599 ? code : 404;
        var told = Told.Contains(Code);
        Title = Words[told ? $"Status{Code}Title" : "StatusOther"];
        Text = Words[told ? $"Status{Code}Text" : "StatusOtherText"];
        var reason = HttpContext.Features.Get<StatusReason>();
        (Reason, Links) = (reason?.Text, reason?.Links ?? []);
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? "";
        Response.StatusCode = Code;
        Response.Headers.CacheControl = "no-cache";
        if (WantsProblem(asked))
        {
            await Problem.Write(HttpContext, Code, Title, Reason ?? Text);
            context.Result = new EmptyResult();
            return;
        }

        Guess = Code == 404 ? WordsOf(asked) : "";
        await next();
    }

    private bool WantsProblem(string asked) => Requests.IsOfPrograms(asked) || asked.EndsWith(".ris", StringComparison.OrdinalIgnoreCase) || Request.WantsJson();

    internal static string WordsOf(string address)
    {
        var last = address.TrimEnd('/').Split('/')[^1];
        var words = Separators().Replace(Extension().Replace(last, ""), " ").Trim();
        return words.Length > 80 ? words[..80] : words;
    }

    [GeneratedRegex(@"[^\p{L}\p{N}’']+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\.(html?|php|aspx?|json|xml)$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();
}
