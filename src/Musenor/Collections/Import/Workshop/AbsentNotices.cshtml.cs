using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

/// <summary>
/// /gestion/imports/{id}/absentes: notices that a file of the whole collection did not name. A person chooses which leave the portal, on
/// the page that withdraws; nothing leaves by itself.
/// </summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class AbsentNoticesPage(ReadImport read, ReadLines lines, MuseumDirectory directory, Database database) : PageModel
{
    private const int PageSize = 50;

    public ImportView View { get; private set; } = null!;

    public IReadOnlyList<NoticeLine> Lines { get; private set; } = [];

    public int Number { get; private set; }

    public int Pages => (int)Math.Max(1, (View.Absent + PageSize - 1) / PageSize);

    public string AddressOf(int page) => page > 1 ? $"{View.Request.Address}/absentes?page={page}" : $"{View.Request.Address}/absentes";

    public async Task<IActionResult> OnGet(Guid id, int page = 1, CancellationToken stop = default)
    {
        if (await read.Run($"{id}", stop) is not { Request.MuseumId: { } museum } view || !HttpContext.Known().May(Rights.EditNotices, museum))
        {
            return NotFound();
        }

        View = view;
        Number = Math.Clamp(page, 1, Pages);
        if (view.Absent > 0)
        {
            await using var connection = await database.Open(stop);
            var numbers = await ImportSeen.ListAbsent(connection, view.Run!.Id, museum, (Number - 1) * PageSize, PageSize);
            Lines = await lines.Run(numbers, await directory.Read(stop), true, stop);
        }

        return Page();
    }
}
