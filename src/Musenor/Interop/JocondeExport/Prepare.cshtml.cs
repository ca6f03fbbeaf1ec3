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

    [BindProperty(Name = "portee", SupportsGet = true)]
    public string? Scope { get; set; }

    [BindProperty(Name = "format", SupportsGet = true)]
    public string? Format { get; set; }

    [BindProperty(Name = "nom", SupportsGet = true)]
    public string? Name { get; set; }

    public IReadOnlyList<Museum> Museums { get; private set; } = [];

    /// <summary>Once a museum was chosen.</summary>
    public SendingReport? Report { get; private set; }

    /// <summary>The list that was sent here, or asked for on the form.</summary>
    public NoticeFilter Filter { get; private set; } = new();

    public Selection Selection => new(Museum ?? "", Filter with { State = "", Sort = "titre", Page = 1 })
    {
        Name = Name?.Trim() ?? "",
        Scope = Scope == Selection.All ? Selection.All : Selection.Changes,
        Format = Format == Selection.Pilot ? Selection.Pilot : Selection.Csv,
    };

    /// <summary>What of the list no question of the form asks, in words: kept as it came.</summary>
    public IEnumerable<string> Kept()
    {
        var words = Texts.Of("Collections");
        if (Filter.Todo.Length > 0)
        {
            yield return words[$"Quality.{Filter.Todo}"];
        }

        if (Filter.Term.Length > 0)
        {
            yield return $"{words["Quality.Term"]} : {Filter.Term}";
        }

        if (Filter.Import.Length > 0)
        {
            yield return words["Imports.ChipValue"];
        }
    }

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
        var query = new QueryBuilder();
        if (selection.MuseumId.Length > 0)
        {
            query.Add("musee", selection.MuseumId);
        }

        var filter = selection.Filter.Pairs().Where(p => p.Key is not ("musee" or "etat"));
        foreach (var (key, value) in filter.Concat(new[] { ("portee", selection.OnlyNews ? "" : selection.Scope), ("format", selection.IsPilot ? selection.Format : ""), ("nom", selection.Name) }.Where(p => p.Item2.Length > 0)))
        {
            query.Add(key, value);
        }

        return Path + query;
    }

    /// <summary>Reasons of some lines, each with its first notices.</summary>
    public IEnumerable<IGrouping<string, ReportLine>> Grouped(IEnumerable<ReportLine> lines) => lines.GroupBy(l => l.Reason);

    private async Task Open(CancellationToken stop)
    {
        Filter = NoticeFilter.Read(Request.HasFormContentType ? new QueryCollection(Request.Form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal)) : Request.Query);
        var who = HttpContext.Known();
        Museums = [.. (await directory.Read(stop)).All.Where(m => who.May(Rights.EditNotices, m.Id) && m.MuseofileCode is not null && !m.ToComplete)];
        Museum = string.IsNullOrEmpty(Museum) && Museums.Count == 1 ? Museums[0].Id : Museum;
    }
}
