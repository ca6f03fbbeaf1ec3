using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Search;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality;

/// <summary>/gestion/qualite/doublons: pairs side by side.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ShowDuplicatesPage(ListDuplicates list, DecideDuplicate decide) : FormPage
{
    private static readonly Texts Words = Texts.Of("Collections");

    public DuplicatesPage Found { get; private set; } = null!;

    public string Museum { get; private set; } = "";

    public async Task OnGet(string? musee = null, CancellationToken stop = default)
    {
        Museum = musee is { Length: <= 20 } ? musee : "";
        Found = await list.Run(HttpContext.Known(), Museum, Paging.Asked(Request), stop);
    }

    public async Task<IActionResult> OnPost(string? une, string? autre, string? musee = null, CancellationToken stop = default) =>
        Turn(await decide.Run(HttpContext.Known(), new(une ?? "", autre ?? "", Sending), stop), _ =>
        {
            Say(Words["Quality.PutAside"]);
            return Redirect($"{QualitySetup.Path}/doublons{(musee is { Length: > 0 and <= 20 } ? $"?musee={Uri.EscapeDataString(musee)}" : "")}");
        });

    /// <summary>The same facts of both, in one order, so that the eye goes across.</summary>
    public static IEnumerable<(string Label, string One, string Other)> Facts(DuplicateView pair)
    {
        (string, string, string) Fact(string key, Func<NoticeLine, string> of) => (Words[key], of(pair.One), of(pair.Other));
        yield return Fact("Table.Museum", l => l.Museum.Name);
        yield return Fact("Table.Inventory", l => l.InventoryNumber);
        yield return Fact("Quality.Authors", l => string.Join(", ", l.Authors));
        yield return Fact("Quality.Made", l => l.Date);
        yield return Fact("Quality.Technique", l => l.Technique);
    }
}
