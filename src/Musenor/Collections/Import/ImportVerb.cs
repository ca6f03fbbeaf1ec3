using System.CommandLine;
using System.Text.Json;
using Musenor.Collections.Import.National;
using Musenor.Collections.Media.Photographs;
using Musenor.CommandLine;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>« import FILE… » and « imports ».</summary>
internal static class ImportVerb
{
    public static Command Import(IServiceProvider services)
    {
        var files = new Argument<string[]>("FILE") { Description = "Fichiers de notices : CSV, TSV, Excel (.xlsx), ajout piloté, LIDO, JSON de l’open data national", Arity = ArgumentArity.ZeroOrMore };
        var museum = new Option<string>("--museum") { Description = "Code du musée de toutes les notices" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tout vérifier, ne rien garder" };
        var profile = new Option<string>("--profile") { Description = "Profil de correspondance des colonnes (voir « profiles »)" };
        var ignoreEmpty = new Option<bool>("--ignore-empty") { Description = "Une cellule vide laisse le champ au lieu de le vider" };
        var national = new Option<bool>("--national") { Description = "Télécharge d’abord les notices du musée --museum dans la base nationale" };
        var photos = new Option<string>("--photos") { Description = "Dossier ou ZIP de photographies à rattacher ensuite aux notices, par leur nom de fichier" };
        var verb = new Command("import", "Importe des notices") { files, museum, dryRun, profile, ignoreEmpty, national, photos };
        verb.Subcommands.Add(Undo.UndoVerb.Make(services));
        verb.SetAction(async (parsed, stop) =>
        {
            // SQLite answers without ever waiting: without this, the command line would listen to Ctrl-C only once all is done.
            await Task.Yield();
            await services.GetRequiredService<Migrator>().Run(stop);
            var (paths, refusal) = await Paths(services, parsed.GetValue(files) ?? [], parsed.GetValue(national), parsed.GetValue(museum), stop);
            if (refusal is not null)
            {
                await Console.Error.WriteLineAsync(refusal);
                return ExitStatus.Refused;
            }

            var json = parsed.GetValue<bool>("--json");
            var forms = paths.Select(path => new ImportNotices.Form(path, parsed.GetValue(museum), parsed.GetValue(dryRun), parsed.GetValue(profile), parsed.GetValue(ignoreEmpty)));
            var (status, isInterrupted) = await Notices(services, forms, json, stop);
            return !isInterrupted && parsed.GetValue(photos) is { } folder
                ? Math.Max(status, await Photographs(services, new(folder, parsed.GetValue(museum), IsDryRun: parsed.GetValue(dryRun)), json, stop)) : status;
        });
        return verb;
    }

    private static async Task<(int Status, bool IsInterrupted)> Notices(IServiceProvider services, IEnumerable<ImportNotices.Form> forms, bool json, CancellationToken stop)
    {
        var status = ExitStatus.Done;
        foreach (var form in forms)
        {
            using var progress = new ConsoleProgress(Console.Error, !Console.IsErrorRedirected);
            var report = await services.GetRequiredService<ImportNotices>().Run(form, progress, stop);
            progress.Dispose();
            status = Math.Max(status, await Tell(report, json));
            if (report.IsInterrupted)
            {
                return (status, true);
            }
        }

        return (status, false);
    }

    /// <summary>After the notices, so that those just imported find theirs.</summary>
    private static async Task<int> Photographs(IServiceProvider services, ImportPhotographs.Form form, bool json, CancellationToken stop)
    {
        using var progress = new PhotographBar(Console.Error, !Console.IsErrorRedirected);
        var report = await services.GetRequiredService<ImportPhotographs>().Run(form, progress, stop);
        progress.Dispose();
        return await PhotosVerb.Tell(report, json);
    }

    /// <summary>The files named, or the one that the national base gives; one sentence when there is none.</summary>
    private static async Task<(string[] Paths, string? Refusal)> Paths(IServiceProvider services, string[] files, bool national, string? museum, CancellationToken stop)
    {
        if (!national)
        {
            return (files, files.Length == 0 ? "Indiquer au moins un fichier, ou --national --museum CODE." : null);
        }

        if (files.Length > 0 || museum is null)
        {
            return ([], "--national télécharge les notices d’un musée : donner --museum CODE, et aucun fichier.");
        }

        var fetched = await services.GetRequiredService<FetchNational>().Run(museum, new Said(), stop);
        return (fetched.Path is null ? [] : [fetched.Path], fetched.Refusal);
    }

    /// <summary>How far a download has come, on the error output.</summary>
    private sealed class Said : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => Console.Error.WriteLine($"Base nationale : {value.Fetched} notices sur {value.Total}");
    }

    public static Command List(IServiceProvider services)
    {
        var verb = new Command("imports", "Liste les imports");
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var imports = await services.GetRequiredService<ListImports>().Run(stop: stop);
            await Console.Out.WriteLineAsync(parsed.GetValue<bool>("--json") ? JsonSerializer.Serialize(new { imports = imports.Select(Line) }) : Table(imports));
            return ExitStatus.Done;
        });
        return verb;
    }

    private static async Task<int> Tell(ImportReport report, bool json)
    {
        if (report.Refusal is not null)
        {
            await Console.Error.WriteLineAsync(report.Refusal);
            return ExitStatus.Refused;
        }

        await Console.Out.WriteLineAsync(json ? Json(report) : Words(report));
        if (report.Failure is not null)
        {
            await Console.Error.WriteLineAsync(report.Failure);
            return ExitStatus.Failed;
        }

        if (report.IsInterrupted)
        {
            await Console.Error.WriteLineAsync($"Arrêté après la notice {report.Read}. Ce qui était enregistré est gardé : relancer la même commande pour continuer.");
            return ExitStatus.Failed;
        }

        return report.Rejected > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done;
    }

    /// <summary>Field names are part of the contract.</summary>
    private static string Json(ImportReport report)
    {
        var answer = new Dictionary<string, object>
        {
            ["import"] = report.Id,
            ["read"] = report.Read,
            ["new"] = report.New,
            ["changed"] = report.Changed,
            ["unchanged"] = report.Unchanged,
            ["rejected"] = report.Rejected,
            ["warnings"] = report.Warnings,
            ["elapsed_ms"] = report.ElapsedMs,
            ["report"] = report.Rejects,
            ["warnings_report"] = report.WarningList,
            ["file"] = report.FileName,
            ["format"] = report.Format,
            ["encoding"] = report.Encoding,
            ["ignored_columns"] = report.IgnoredColumns,
            ["missing_columns"] = report.MissingColumns,
        };
        if (report.IsDryRun)
        {
            answer["dry_run"] = true;
        }

        return JsonSerializer.Serialize(answer);
    }

    private static string Words(ImportReport report)
    {
        var lines = new List<string>
        {
            $"{report.FileName} : {report.Format}, {report.Encoding}{(report.IsDryRun ? " (essai : rien n’est gardé)" : "")}",
            $"{Some(report.Read, "notice lue", "notices lues")} : {Some(report.New, "nouvelle", "nouvelles")}, {Some(report.Changed, "modifiée", "modifiées")}, {Some(report.Unchanged, "inchangée", "inchangées")}, {Some(report.Rejected, "rejetée", "rejetées")}, {Some(report.Warnings, "avertissement", "avertissements")}, en {report.ElapsedMs / 1000.0:0.0} s.",
        };
        if (report.IgnoredColumns.Count > 0)
        {
            lines.Add($"Colonnes ignorées, qu’aucun champ Joconde ne reçoit : {string.Join(", ", report.IgnoredColumns)}");
        }

        if (report.MissingColumns.Count > 0)
        {
            lines.Add($"Colonnes que le profil attend et que le fichier n’a pas : {string.Join(", ", report.MissingColumns)}");
        }

        if (report.ResumedAt > 0)
        {
            lines.Add($"Reprise d’un import arrêté après la notice {report.ResumedAt}.");
        }

        if (report.Rejects.Length > 0)
        {
            lines.Add($"Lignes rejetées, à corriger et à réimporter : {report.Rejects}");
        }

        if (report.WarningList.Length > 0)
        {
            lines.Add($"Avertissements : {report.WarningList}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>« 1 notice lue », « 2 notices lues ».</summary>
    internal static string Some(long count, string one, string many) => $"{count} {(count < 2 ? one : many)}";

    private static object Line(ImportRecord i) => new
    {
        import = i.Id,
        file = i.FileName,
        format = i.Format,
        encoding = i.Encoding,
        state = i.State,
        started_at = i.StartedAt.Text(),
        finished_at = i.FinishedAt?.Text(),
        read = i.RowsDone,
        @new = i.Created,
        changed = i.Changed,
        unchanged = i.Unchanged,
        rejected = i.Rejected,
        warnings = i.Warnings,
        undone = i.IsUndone,
    };

    private static string Table(IReadOnlyList<ImportRecord> imports) => imports.Count == 0
        ? "Aucun import."
        : string.Join('\n', imports.Select(i =>
            $"{i.Id}  {i.StartedAt.Text()}  {(i.IsUndone ? "annulé" : i.State == "done" ? "terminé" : "arrêté ou en cours")}  {i.FileName} : {Some(i.RowsDone, "lue", "lues")}, {Some(i.Created, "nouvelle", "nouvelles")}, {Some(i.Changed, "modifiée", "modifiées")}, {Some(i.Unchanged, "inchangée", "inchangées")}, {Some(i.Rejected, "rejetée", "rejetées")}, {Some(i.Warnings, "avertissement", "avertissements")}"));
}
