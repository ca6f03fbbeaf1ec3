using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Files;
using Musenor.Files.Sniffing;
using Musenor.Files.Uploads;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.JocondeExport;

/// <summary>/gestion/envois/{id}: a package being made, to be fetched, sent, seen in POP, or given up.</summary>
[Needs(nameof(Rights.EditNotices)), ReceivesFiles(20L * 1024 * 1024)]
public sealed class ShowPackagePage(PackageStore store, DecidePackage decide, MarkOnline mark, MuseumDirectory directory) : FormPage
{
    private static readonly Texts Words = Texts.Of("Interop");
    private static readonly FilePurpose ReportOfPop = new("pop-report", [FileKind.Csv], 20L * 1024 * 1024);

    public Package Package { get; private set; } = null!;

    public Museum? Museum { get; private set; }

    public string Called => Package.Name.Length > 0 ? Package.Name : Words["Package.Unnamed", ParisDay.Wall(Package.AskedAt)];

    public FileField ReportField => new("rapport", Words["Package.Report"], ReportOfPop, Problems.FirstOrDefault(p => p.Field == "rapport")?.Problem);

    public async Task<IActionResult> OnGet(string id, CancellationToken stop = default) => await Open(id, stop) ?? Page();

    public async Task<IActionResult> OnPost(string id, string? geste, CancellationToken stop = default)
    {
        if (await Open(id, stop) is { } other)
        {
            return other;
        }

        var who = HttpContext.Known();
        var outcome = geste switch
        {
            "envoye" => await decide.Send(who, id, Sending, stop),
            "en-ligne" => await decide.Online(who, id, Sending, stop),
            "annuler" => await decide.Cancel(who, id, Sending, stop),
            _ => new Outcome.Missing(),
        };
        return Turn(outcome, _ =>
        {
            Say(Words[$"Package.Said.{geste}"]);
            return Redirect(ListSendingsPage.Address(id));
        });
    }

    public async Task<IActionResult> OnPostRapport(string id, CancellationToken stop = default)
    {
        if (await Open(id, stop) is { } other)
        {
            return other;
        }

        if (HttpContext.Uploads().Of("rapport").FirstOrDefault(f => f is { Bytes: > 0, Path: not null }) is not { } file)
        {
            return Turn(new Outcome.Invalid("rapport", Words["No.report"]), _ => NotFound());
        }

        using var text = new StreamReader(file.Path!);
        return Turn(await mark.Read(HttpContext.Known(), text, Sending, stop), done =>
        {
            var counts = done.Split(' ').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Say($"{Words["Package.Said.taken", counts[0]]} {Words["Package.Said.rejected", counts[1]]} {Words["Package.Said.unknown", counts[2]]}");
            return Redirect(ListSendingsPage.Address(id));
        });
    }

    private async Task<IActionResult?> Open(string id, CancellationToken stop)
    {
        if (await store.Find(id, stop) is not { } package)
        {
            return NotFound();
        }

        Package = package;
        Museum = (await directory.Read(stop)).ById.GetValueOrDefault(package.MuseumId);
        return HttpContext.Known().May(Rights.EditNotices, package.MuseumId) ? null : Turn(new Outcome.Refused(Words["Refused"]), _ => NotFound());
    }
}
