using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Web.Components;

namespace Musenor.Interop.Links;

/// <summary>/gestion/liens: addresses of the networks that do not work, to tell them.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ListLinksPage(ListLinks list) : PageModel
{
    public const string Path = "/gestion/liens";

    public IReadOnlyList<SourceLinks> Sources { get; private set; } = [];

    public IReadOnlyList<BrokenLink> Lines { get; private set; } = [];

    public Paging Paging { get; private set; } = null!;

    public async Task OnGet(string? source = null, CancellationToken stop = default)
    {
        Sources = await list.Sources(stop);
        var chosen = Sources.FirstOrDefault(s => s.Source == source)?.Source ?? "";
        var total = Sources.Where(s => chosen.Length == 0 || s.Source == chosen).Sum(s => s.Broken);
        var pages = (int)Math.Max(1, (total + ListLinks.PageSize - 1) / ListLinks.PageSize);
        var page = Math.Min(Paging.Asked(Request), pages);
        Lines = await list.Broken(chosen, (page - 1) * ListLinks.PageSize, ListLinks.PageSize, stop);
        Paging = Paging.Of(Request, page, pages);
    }

    public static string Address(string source) => $"{Path}?source={Uri.EscapeDataString(source)}";
}
