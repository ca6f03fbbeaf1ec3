using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>One change as the page shows it: what each field became.</summary>
/// <param name="Codes">Fields whose words it changed; empty for a change of state.</param>
/// <param name="IsCurrent">The words of the notice are still those that it wrote.</param>
public sealed record ShownChange(NoticeChange Change, IReadOnlyList<string> Codes, IReadOnlyDictionary<string, string> After, bool IsCurrent);

/// <summary>/gestion/notices/{ref}/historique: who changed what, when, and the way back.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class NoticeHistoryPage(OpenNotice open, RestoreVersion restore) : FormPage
{
    private const int PageSize = 20;
    private static readonly Texts Words = Texts.Of("Collections");

    public OpenedNotice Notice { get; private set; } = null!;

    public IReadOnlyList<ShownChange> Changes { get; private set; } = [];

    public int Number { get; private set; } = 1;

    public bool HasOlder { get; private set; }

    public async Task<IActionResult> OnGet(string reference, int page = 1, CancellationToken stop = default) =>
        await Open(reference, page, stop) ?? Page();

    public async Task<IActionResult> OnPost(string reference, long avant, long revision, CancellationToken stop = default)
    {
        var outcome = await restore.Run(HttpContext.Known(), new(reference, avant, revision, Sending), stop);
        if (outcome is Outcome.Conflict && await Open(reference, 1, stop) is { } other)
        {
            return other;
        }

        return Turn(outcome, saved =>
        {
            if (saved == "0")
            {
                Say(Words["Edit.Nothing"]);
                return Redirect(NoticeLinks.Edit(reference));
            }

            return Redirect(string.Create(CultureInfo.InvariantCulture, $"{NoticeLinks.Edit(reference)}?enregistre={saved}&depuis={revision}"));
        });
    }

    public static string By(NoticeChange change) =>
        change.Name.Length > 0 ? change.Name : change.File.Length > 0 ? Words["History.AnImport", change.File] : change.Action == Deed.Import ? Words["History.AnImportUnnamed"] : change.Action == Deed.Harvest ? Words["History.AHarvest"] : Words["History.Operator"];

    private async Task<IActionResult?> Open(string reference, int page, CancellationToken stop)
    {
        if (await open.Run(reference, stop) is not { } notice)
        {
            return NotFound();
        }

        if (!HttpContext.Known().May(Rights.EditNotices, notice.View.Museum.Id))
        {
            return Turn(new Outcome.Refused(Words["Edit.Refused"]), _ => NotFound());
        }

        (Notice, Number) = (notice, Math.Clamp(page, 1, 10_000));
        var skip = (Number - 1) * PageSize;
        // One newer change, whose replaced words are what the first of this page wrote; one older, to know whether there is a next page.
        var read = await open.History(notice, Math.Max(0, skip - 1), PageSize + (skip > 0 ? 2 : 1), stop);
        var first = skip > 0 ? 1 : 0;
        HasOlder = read.Count - first > PageSize;
        Changes = [.. Enumerable.Range(first, Math.Max(0, Math.Min(PageSize, read.Count - first))).Select(i => Shown(read, i))];
        return null;
    }

    private ShownChange Shown(IReadOnlyList<NoticeChange> read, int at)
    {
        var after = at == 0 ? Notice.Notice.Fields : read[at - 1].Before;
        return new ShownChange(read[at], NoticeVersions.Changed(read[at].Before, after), after, NoticeVersions.Changed(after, Notice.Notice.Fields).Count == 0);
    }
}
