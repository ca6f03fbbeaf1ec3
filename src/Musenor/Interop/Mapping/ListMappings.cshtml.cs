using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Interop.Mapping;

/// <summary>/gestion/correspondances: how the records of each source became notices, and the quarantine of those that did not.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ListMappingsPage(ReadMapping read, ReplayMapping replay) : FormPage
{
    public const string Path = "/gestion/correspondances";

    public IReadOnlyList<SourceMapping> Sources { get; private set; } = [];

    /// <summary>The source whose quarantine is shown; empty for none.</summary>
    public string Source { get; private set; } = "";

    public IReadOnlyList<FaultLine> Faults { get; private set; } = [];

    public int Total { get; private set; }

    public Paging Paging { get; private set; } = null!;

    public async Task OnGet(string? source = null, CancellationToken stop = default)
    {
        Sources = await read.Sources(stop);
        Source = Sources.FirstOrDefault(s => s.Source == source)?.Source ?? "";
        var page = Math.Min(Paging.Asked(Request), 100_000);
        (Faults, Total) = Source.Length > 0 ? await read.Faults(Source, page, stop) : ([], 0);
        Paging = Paging.Of(Request, page, Math.Max(1, (Total + ReadMapping.PageSize - 1) / ReadMapping.PageSize));
    }

    public async Task<IActionResult> OnPost(string? source, CancellationToken stop = default) =>
        Turn(await replay.Run(HttpContext.Known(), source ?? "", Sending, stop), _ =>
        {
            Say(Texts.Of("Interop")["Mapping.Replayed"]);
            return LocalRedirect(Path);
        });

    public static string Address(string source) => $"{Path}?source={Uri.EscapeDataString(source)}#quarantaine";
}
