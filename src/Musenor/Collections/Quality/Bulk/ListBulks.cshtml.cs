using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>/gestion/notices/lots: the changes by lot of a person's museums.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ListBulksPage(ReadBulk read) : PageModel
{
    public IReadOnlyList<BulkView> Found { get; private set; } = [];

    public async Task OnGet(CancellationToken stop = default) => Found = await read.Latest(HttpContext.Known(), stop);
}
