using System.CommandLine;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.CommandLine;
using Musenor.Storage;

namespace Musenor.Collections.Import.Undo;

/// <summary>« imports undo ID » and, as the contract writes it, « import undo ID ».</summary>
internal static class UndoVerb
{
    public static Command Make(IServiceProvider services)
    {
        var import = new Argument<string>("ID") { Description = "Identifiant de l’import, comme « imports » le donne" };
        var verb = new Command("undo", "Remet en l’état ce qu’un import a changé") { import };
        verb.SetAction(async (parsed, stop) =>
        {
            await Task.Yield();
            await services.GetRequiredService<Migrator>().Run(stop);
            using var progress = new ConsoleProgress(Console.Error, !Console.IsErrorRedirected);
            var report = await services.GetRequiredService<UndoImport>().Run(Person.Operator, parsed.GetRequiredValue(import), progress, stop);
            progress.Dispose();
            return await Tell(report, parsed.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static async Task<int> Tell(UndoReport report, bool json)
    {
        if (report.Refusal is not null)
        {
            await Console.Error.WriteLineAsync(report.Refusal);
            return ExitStatus.Refused;
        }

        await Console.Out.WriteLineAsync(json ? Json(report) : Words(report));
        if (report.IsInterrupted)
        {
            await Console.Error.WriteLineAsync("Arrêté. Ce qui était remis en l’état le reste : relancer la même commande pour continuer.");
            return ExitStatus.Failed;
        }

        return report.Kept > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done;
    }

    /// <summary>Field names are part of the contract: « new » are the notices taken away again, « rejected » those that were left.</summary>
    private static string Json(UndoReport report) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["import"] = report.Id,
        ["read"] = report.Looked,
        ["new"] = report.Withdrawn,
        ["changed"] = report.Restored,
        ["unchanged"] = report.Looked - report.Withdrawn - report.Restored - report.Kept,
        ["rejected"] = report.Kept,
        ["warnings"] = 0,
        ["elapsed_ms"] = report.ElapsedMs,
        ["report"] = report.KeptList,
    });

    private static string Words(UndoReport report)
    {
        var line = $"{ImportVerb.Some(report.Restored, "notice rétablie", "notices rétablies")}, {ImportVerb.Some(report.Withdrawn, "notice créée par l’import retirée", "notices créées par l’import retirées")}, " +
            $"{ImportVerb.Some(report.Kept, "notice laissée, modifiée depuis", "notices laissées, modifiées depuis")}, en {report.ElapsedMs / 1000.0:0.0} s.";
        return report.KeptList.Length > 0 ? $"{line}\nNotices laissées : {report.KeptList}" : line;
    }
}
