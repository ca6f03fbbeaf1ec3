using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Collections.Search;
using Musenor.Collections.Search.Columns;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>/donnees: the whole catalogue as files, made each day.</summary>
[PublicPage]
public sealed class ListDumpsPage(MakeDumps dumps, SearchNotices search) : PageModel
{
    public const string Path = "/donnees";

    public IReadOnlyList<Dump> Dumps { get; private set; } = [];

    public bool HasPictures { get; private set; }

    public async Task OnGet(CancellationToken stop = default)
    {
        Dumps = await dumps.Read(stop);
        HasPictures = await search.Count(new SearchState().With(Facet.Image, "1"), stop) > 0;
    }
}
