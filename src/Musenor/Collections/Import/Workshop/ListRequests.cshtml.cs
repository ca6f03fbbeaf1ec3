using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Collections.Import.Workshop;

/// <summary>/gestion/imports: who imported what, when, and what became of it.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ListRequestsPage(ListRequests list, MuseumDirectory directory) : PageModel
{
    private MuseumDirectory.Snapshot _museums = null!;

    public ListRequests.Found Found { get; private set; } = null!;

    public IReadOnlyList<Museum> Museums { get; private set; } = [];

    public bool SeesSeveral => Museums.Count > 1;

    public async Task OnGet(CancellationToken stop = default)
    {
        var who = HttpContext.Known();
        _museums = await directory.Read(stop);
        Museums = [.. _museums.All.Where(m => who.May(Rights.EditNotices, m.Id))];
        Found = await list.Run(who, ImportFilter.Read(Request.Query), stop);
    }

    public string Named(string? museum) => Name(_museums, museum);

    internal static string Name(MuseumDirectory.Snapshot museums, string? museum) =>
        museum is null ? Texts.Of("Collections")["Imports.RowsSay"]
        : museums.ById.TryGetValue(museum, out var known) ? string.Join(", ", new[] { known.City, known.Name }.Where(t => t.Length > 0)) : museum;
}
