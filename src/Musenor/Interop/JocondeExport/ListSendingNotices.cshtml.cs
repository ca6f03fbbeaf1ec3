using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Interop.JocondeExport;

/// <summary>/gestion/envois/notices: the notices of a museum in one state; those that POP shows are ticked here.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ListSendingNoticesPage(ReadSendings read, MarkOnline mark, MuseumDirectory directory) : FormPage
{
    public const string Path = "/gestion/envois/notices";
    private static readonly Texts Words = Texts.Of("Interop");

    [BindProperty(Name = "ref")]
    public string[] Refs { get; set; } = [];

    public Museum Museum { get; private set; } = null!;

    public string State { get; private set; } = "";

    public IReadOnlyList<SendingLine> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public Paging Paging { get; private set; } = null!;

    public bool MayTick => Lines.Any(l => l.Sent is not null && l.State != SendingState.Online);

    public async Task<IActionResult> OnGet(string? musee, string? etat, int page = 1, CancellationToken stop = default) =>
        await Open(musee, etat, page, stop) ?? Page();

    public async Task<IActionResult> OnPost(string? musee, string? etat, CancellationToken stop = default)
    {
        if (await Open(musee, etat, 1, stop) is { } other)
        {
            return other;
        }

        return Turn(await mark.Run(HttpContext.Known(), Refs, Sending, stop), done =>
        {
            Say(Words["Package.Said.taken", int.Parse(done, System.Globalization.CultureInfo.InvariantCulture)]);
            return Redirect(Address(Museum.Id, State));
        });
    }

    public static string Address(string museum, string state, int page = 1)
    {
        var query = new QueryBuilder { { "musee", museum }, { "etat", state } };
        if (page > 1)
        {
            query.Add("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return Path + query;
    }

    private async Task<IActionResult?> Open(string? museum, string? state, int page, CancellationToken stop)
    {
        if (museum is null || !(await directory.Read(stop)).ById.TryGetValue(museum, out var found))
        {
            return Redirect(ListSendingsPage.Path);
        }

        if (!HttpContext.Known().May(Rights.EditNotices, found.Id))
        {
            return Turn(new Outcome.Refused(Words["Refused"]), _ => NotFound());
        }

        (Museum, State) = (found, SendingState.All.FirstOrDefault(s => s == state) ?? "");
        page = Math.Clamp(page, 1, 100_000);
        (Lines, Total) = await read.List(found.Id, State, page, stop);
        Paging = new Paging(page, Math.Max(1, (Total + ReadSendings.PageSize - 1) / ReadSendings.PageSize), n => Address(Museum.Id, State, n));
        return null;
    }
}
