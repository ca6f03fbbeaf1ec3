using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>/donnees: the whole catalogue as files, made each day.</summary>
[PublicPage]
public sealed class ListDumpsPage(MakeDumps dumps) : PageModel
{
    public const string Path = "/donnees";

    public IReadOnlyList<Dump> Dumps { get; private set; } = [];

    public async Task OnGet(CancellationToken stop = default) => Dumps = await dumps.Read(stop);
}
