using System.CommandLine;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Storage;

namespace Musenor.Collections.Media.Photographs;

/// <summary>« photos import DIR|ZIP ».</summary>
internal static class PhotosVerb
{
    public static Command Make(IServiceProvider services)
    {
        var path = new Argument<string>("DIR|ZIP") { Description = "Dossier, archive ZIP ou fichier" };
        var museum = new Option<string>("--museum") { Description = "Code du musée de toutes les photographies" };
        var list = new Option<string>("--list") { Description = "Liste CSV : fichier ; ref ou inventaire ; légende ; photographe ; licence ; ordre" };
        var licence = new Option<string>("--licence") { Description = $"Licence de toutes : {string.Join(", ", Licence.All)}" };
        var photographer = new Option<string>("--photographer") { Description = "Photographe de toutes" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Dire ce qui serait fait, ne rien garder" };
        var import = new Command("import", "Rattache des photographies aux notices, par leur nom de fichier") { path, museum, list, licence, photographer, dryRun };
        import.SetAction(async (parsed, stop) =>
        {
            // SQLite answers without ever waiting: without this, the command line would listen to Ctrl-C only once all is done.
            await Task.Yield();
            await services.GetRequiredService<Migrator>().Run(stop);
            var form = new ImportPhotographs.Form(
                parsed.GetRequiredValue(path), parsed.GetValue(museum), parsed.GetValue(list), parsed.GetValue(licence) ?? "", parsed.GetValue(photographer) ?? "", parsed.GetValue(dryRun));
            using var progress = new PhotographBar(Console.Error, !Console.IsErrorRedirected);
            var report = await services.GetRequiredService<ImportPhotographs>().Run(form, progress, stop);
            progress.Dispose();
            return await Tell(report, parsed.GetValue<bool>("--json"));
        });
        return new Command("photos", "Photographies des notices") { import };
    }

    /// <summary>Says what was done and answers the exit status: also for « import --photos ».</summary>
    public static async Task<int> Tell(PhotographReport report, bool json)
    {
        if (report.Refusal is not null)
        {
            await Console.Error.WriteLineAsync(report.Refusal);
            return ExitStatus.Refused;
        }

        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(Json(report)) : Words(report));
        if (report.IsInterrupted)
        {
            await Console.Error.WriteLineAsync($"Arrêté après {report.Read} fichiers. Ce qui était enregistré est gardé : relancer la même commande pour continuer.");
            return ExitStatus.Failed;
        }

        return report.Rejected > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done;
    }

    /// <summary>Field names are part of the contract.</summary>
    public static Dictionary<string, object> Json(PhotographReport report)
    {
        var answer = new Dictionary<string, object>
        {
            ["source"] = report.Source,
            ["read"] = report.Read,
            ["attached"] = report.Attached,
            ["unchanged"] = report.Unchanged,
            ["waiting"] = report.Waiting,
            ["rejected"] = report.Rejected,
            ["elapsed_ms"] = report.ElapsedMs,
            ["remarks"] = report.Remarks.Select(r => new { file = r.Path, problem = r.Problem }).ToArray(),
        };
        if (report.IsDryRun)
        {
            answer["dry_run"] = true;
        }

        return answer;
    }

    private static string Words(PhotographReport report)
    {
        var lines = new List<string>
        {
            $"{report.Source}{(report.IsDryRun ? " (essai : rien n’est gardé ; les fichiers abîmés ne se voient qu’à l’import)" : "")}",
            $"{Some(report.Read, "fichier lu", "fichiers lus")} : {Some(report.Attached, "photographie rattachée", "photographies rattachées")}, {Some(report.Unchanged, "déjà là", "déjà là")}, {Some(report.Waiting, "en attente d’une notice", "en attente d’une notice")}, {Some(report.Rejected, "refus", "refus")}, en {report.ElapsedMs / 1000.0:0.0} s.",
        };
        lines.AddRange(report.Remarks.Select(r => $"  {r.Path} : {r.Problem}"));
        if (report.Waiting > 0 && !report.IsDryRun)
        {
            lines.Add($"Celles qui attendent se rattachent à la main : {Tray.ListWaitingPage.Path}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>« 1 fichier lu », « 2 fichiers lus ».</summary>
    private static string Some(int count, string one, string many) => $"{count} {(count < 2 ? one : many)}";
}
