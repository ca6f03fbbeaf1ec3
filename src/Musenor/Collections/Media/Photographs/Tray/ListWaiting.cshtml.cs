using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Media.Photographs.Reading;
using Musenor.Collections.Media.Photographs.Views;
using Musenor.Files;
using Musenor.Files.Sniffing;
using Musenor.Files.Uploads;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Collections.Media.Photographs.Tray;

/// <summary>/gestion/photographies: photographs sent for a museum, those that wait for a notice, and how well the others are described.</summary>
[Needs(nameof(Rights.EditNotices)), ReceivesFiles(JudgeMaster.Largest, Most = 50)]
public sealed class ListWaitingPage(ReadTray tray, AddPhotographs add, MuseumDirectory directory) : FormPage
{
    public const string Path = "/gestion/photographies";
    private const int PageSize = 30;

    /// <summary>Pictures, archives of them, and a list.</summary>
    public static readonly FilePurpose Sendable = JudgeMaster.Purpose with { Kinds = [.. JudgeMaster.Purpose.Kinds, FileKind.Zip, FileKind.Csv] };

    private static readonly Texts Words = Texts.Of("Collections");

    [BindProperty(Name = "musee", SupportsGet = true)]
    public string? MuseumId { get; set; }

    [BindProperty(Name = "licence")]
    public string? Licences { get; set; }

    [BindProperty(Name = "photographe")]
    public string? Photographer { get; set; }

    /// <summary>Those that the person may edit, by town.</summary>
    public IReadOnlyList<Museum> Museums { get; private set; } = [];

    /// <summary>Of the tray shown; null when the person has no museum, or none is chosen yet.</summary>
    public Museum? Museum { get; private set; }

    public IReadOnlyList<Coverage> Coverage { get; private set; } = [];

    public IReadOnlyList<WaitingPhotograph> Rows { get; private set; } = [];

    public int Waiting { get; private set; }

    public Paging Paging { get; private set; } = new(1, 1, _ => "");

    public PhotographReport? Report { get; private set; }

    public async Task OnGet(CancellationToken stop = default) => await Read(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop = default)
    {
        await Read(stop);
        var files = HttpContext.Uploads().Of("photos").Where(f => f.Bytes > 0).ToList();
        if (Museum is null)
        {
            return Turn(new Outcome.Invalid("musee", Words["Tray.ChooseMuseum"]), _ => NotFound());
        }

        // Not stopped by a browser that leaves: what was sent is settled.
        var (report, refusal) = await add.Run(
            HttpContext.Known(), new(Museum.Id, null, files, Licences ?? "", Editing.EditedFields.Clean(Photographer ?? "")), CancellationToken.None);
        if (refusal is not null)
        {
            return Turn(refusal, _ => NotFound());
        }

        Report = report;
        await Read(stop);
        return Page();
    }

    public FileField Photos => new("photos", Words["Photo.Choose"], Sendable, Problems.FirstOrDefault(p => p.Field == "photos")?.Problem) { IsMultiple = true };

    public string Name(string museum) => Museums.FirstOrDefault(m => m.Id == museum) is { } known ? Name(known) : museum;

    public static string Name(Museum museum) => string.Join(", ", new[] { museum.City, museum.Name }.Where(t => t.Length > 0));

    public static int Percent(int part, int whole) => whole == 0 ? 100 : (int)Math.Floor(100.0 * part / whole);

    private async Task Read(CancellationToken stop)
    {
        var who = HttpContext.Known();
        Museums = [.. (await directory.Read(stop)).All.Where(m => who.May(Rights.EditNotices, m.Id))];
        var coverage = await tray.Coverage(who, stop);
        Coverage = [.. Museums.Select(m => coverage.FirstOrDefault(c => c.MuseumId == m.Id)).OfType<Coverage>()];
        Museum = Museums.FirstOrDefault(m => m.Id == MuseumId) ?? (Museums.Count == 1 ? Museums[0] : string.IsNullOrEmpty(MuseumId) && HttpMethods.IsGet(Request.Method) ? Museums.FirstOrDefault(m => Coverage.Any(c => c.MuseumId == m.Id && c.Waiting > 0)) : null);
        if (Museum is null)
        {
            return;
        }

        Waiting = Coverage.FirstOrDefault(c => c.MuseumId == Museum.Id)?.Waiting ?? 0;
        var pages = Math.Max(1, (Waiting + PageSize - 1) / PageSize);
        var page = Math.Clamp(Paging.Asked(Request), 1, pages);
        Rows = await tray.Page(Museum.Id, (page - 1) * PageSize, PageSize, stop);
        Paging = new Paging(page, pages, n => $"{Path}?musee={Uri.EscapeDataString(Museum.Id)}{(n > 1 ? $"&page={n}" : "")}#attente");
    }
}
