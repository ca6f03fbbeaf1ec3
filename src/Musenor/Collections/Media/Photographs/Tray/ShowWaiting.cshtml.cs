using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Media.Photographs.Tray;

/// <summary>/gestion/photographies/{id}: one file that waits, and the notices that it may show.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ShowWaitingPage(ReadTray tray, ReadNotice notices, ListNoticesToEdit list, SettleWaiting settle) : FormPage
{
    private const int MostFound = 12;
    private static readonly Texts Words = Texts.Of("Collections");

    public WaitingPhotograph Waiting { get; private set; } = null!;

    public IReadOnlyList<NoticeView> Proposed { get; private set; } = [];

    public string? Query { get; private set; }

    public IReadOnlyList<NoticeLine> Found { get; private set; } = [];

    public int Total { get; private set; }

    public async Task<IActionResult> OnGet(Guid id, string? q, CancellationToken stop = default) => await Read(id, q, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, string? @ref, string? q, CancellationToken stop = default)
    {
        if (!await Read(id, q, stop))
        {
            return NotFound();
        }

        // Not stopped by a browser that leaves: the picture and its line in the tray go together.
        var outcome = await settle.Run(HttpContext.Known(), new(Waiting.Id, @ref ?? ""), CancellationToken.None);
        if (outcome is Outcome.Conflict && !await Read(id, q, stop))
        {
            return NotFound();
        }

        var next = await tray.After(Waiting, stop);
        return Turn(outcome, done =>
        {
            Say(done.Length > 0 ? Words["Tray.Attached", Waiting.FileName, done] : Words["Tray.Discarded", Waiting.FileName]);
            return Redirect(next is null ? $"{ListWaitingPage.Path}?musee={Uri.EscapeDataString(Waiting.MuseumId)}" : $"{ListWaitingPage.Path}/{next}");
        });
    }

    private async Task<bool> Read(Guid id, string? q, CancellationToken stop)
    {
        var who = HttpContext.Known();
        if (await tray.One(who, id.ToString(), stop) is not { State: not "removed" } waiting)
        {
            return false;
        }

        (Waiting, Query) = (waiting, FormValue.OneLine(q));
        var proposed = new List<NoticeView>();
        foreach (var reference in waiting.Proposed)
        {
            if (await notices.Run(reference, stop) is { } notice && who.May(Rights.EditNotices, notice.Museum.Id))
            {
                proposed.Add(notice);
            }
        }

        Proposed = proposed;
        if (!string.IsNullOrWhiteSpace(q))
        {
            var found = await list.Run(who, new NoticeFilter { Q = q.Trim(), Museum = waiting.MuseumId }, stop);
            (Found, Total) = ([.. found.Lines.Take(MostFound)], found.Total);
        }

        return true;
    }
}
