using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources: the sources that are harvested, how each is, and a new one.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ListSourcesPage(ReadBoard read, AddSource add, TimeProvider clock) : FormPage
{
    public const string Path = "/gestion/sources";

    public IReadOnlyList<SourceLine> Sources { get; private set; } = [];

    public AddSource.Form Typed { get; private set; } = new("", "", "oai_dc");

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGet(CancellationToken stop = default) => Sources = await read.All(stop);

    public async Task<IActionResult> OnPost(string? name, string? url, string? prefix, string? sets, CancellationToken stop = default)
    {
        Typed = new AddSource.Form(name ?? "", url ?? "", prefix, sets, Key: Sending);
        var outcome = await add.Run(HttpContext.Known(), Typed, stop);
        Sources = outcome is Outcome.Done ? [] : await read.All(stop);
        return Turn(outcome, code =>
        {
            Say(Texts.Of("Interop")["Harvest.Added"]);
            return LocalRedirect(Address(code));
        });
    }

    /// <param name="rest">« /reglages », « /moissons »…</param>
    public static string Address(string code, string rest = "") => $"{Path}/{Uri.EscapeDataString(code)}{rest}";
}
