using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.JocondeExport;

/// <summary>/gestion/envois/preparer: what to send; then what it would take and leave, in words; then it is made.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class PreparePage(PrepareSending prepare, AskPackage ask, MuseumDirectory directory) : FormPage
{
    public const string Path = "/gestion/envois/preparer";
    public const int MostShown = 50;

    private static readonly Texts Words = Texts.Of("Interop");

    [BindProperty(Name = "musee", SupportsGet = true)]
    public string? Museum { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    [BindProperty(Name = "depuis", SupportsGet = true)]
    public string? Since { get; set; }

    [BindProperty(Name = "portee", SupportsGet = true)]
    public string? Scope { get; set; }

    [BindProperty(Name = "format", SupportsGet = true)]
    public string? Format { get; set; }

    [BindProperty(Name = "nom", SupportsGet = true)]
    public string? Name { get; set; }

    public IReadOnlyList<Museum> Museums { get; private set; } = [];

    /// <summary>Once a museum was chosen.</summary>
    public SendingReport? Report { get; private set; }

    public Selection Selection => new(Museum ?? "", new NoticeFilter { Q = Query?.Trim() is { Length: <= 1_000 } q ? q : "", Since = Day, Sort = "titre" })
    {
        Name = Name?.Trim() ?? "",
        Scope = Scope == Selection.All ? Selection.All : Selection.Changes,
        Format = Format == Selection.Pilot ? Selection.Pilot : Selection.Csv,
    };

    private DateOnly? Day => DateOnly.TryParseExact(Since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public async Task<IActionResult> OnGet(string? voir = null, CancellationToken stop = default)
    {
        await Open(stop);
        if (voir is null || string.IsNullOrEmpty(Museum))
        {
            return Page();
        }

        (Report, var refusal) = await prepare.Run(HttpContext.Known(), Selection, stop);
        return refusal is null ? Page() : Turn(refusal, _ => NotFound());
    }

    public async Task<IActionResult> OnPost(CancellationToken stop = default)
    {
        await Open(stop);
        return Turn(await ask.Run(HttpContext.Known(), Selection, Sending, stop), id =>
        {
            Say(Words["Prepare.Asked"]);
            return Redirect(ListSendingsPage.Address(id));
        });
    }

    public static string Address(Selection selection)
    {
        var query = new QueryBuilder { { "musee", selection.MuseumId } };
        foreach (var (key, value) in new[] { ("q", selection.Filter.Q), ("depuis", selection.Filter.Since?.Iso() ?? ""), ("portee", selection.OnlyNews ? "" : selection.Scope), ("format", selection.IsPilot ? selection.Format : ""), ("nom", selection.Name) }.Where(p => p.Item2.Length > 0))
        {
            query.Add(key, value);
        }

        return Path + query;
    }

    /// <summary>Reasons of some lines, each with its first notices.</summary>
    public IEnumerable<IGrouping<string, ReportLine>> Grouped(IEnumerable<ReportLine> lines) => lines.GroupBy(l => l.Reason);

    private async Task Open(CancellationToken stop)
    {
        var who = HttpContext.Known();
        Museums = [.. (await directory.Read(stop)).All.Where(m => who.May(Rights.EditNotices, m.Id) && m.MuseofileCode is not null && !m.ToComplete)];
        Museum ??= Museums.Count == 1 ? Museums[0].Id : null;
    }
}
