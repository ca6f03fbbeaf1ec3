using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Collections.Harvested;

/// <summary>/gestion/oeuvres-communes: objects that several networks describe, to part or to join.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ListTwinsPage(ListTwins list, DecideTwins decide, NoticeSources sources) : FormPage
{
    public const string Path = "/gestion/oeuvres-communes";

    public ListTwins.Result Found { get; private set; } = null!;

    public NoticeSources.Snapshot Networks { get; private set; } = null!;

    public DecideTwins.Form? Tried { get; private set; }

    public Task OnGet(CancellationToken stop = default) => Load(stop);

    public async Task<IActionResult> OnPost(string? une, string? autre, string? decision, CancellationToken stop = default)
    {
        Tried = new DecideTwins.Form(une ?? "", autre ?? "", decision ?? "", Sending);
        var outcome = await decide.Run(HttpContext.Known(), Tried, stop);
        await Load(stop);
        return Turn(outcome, _ =>
        {
            Say(Texts.Of("Collections")[$"Twins.Done.{Tried.Verdict}"]);
            return LocalRedirect(Found.Page > 1 ? $"{Path}?page={Found.Page}" : Path);
        });
    }

    public string Network(string? source) => source is null ? Texts.Of("Collections")["Twins.Ours"] : Networks.Name(source);

    private async Task Load(CancellationToken stop)
    {
        Found = await list.Run(Paging.Asked(Request), stop);
        Networks = await sources.Read(stop);
    }
}
