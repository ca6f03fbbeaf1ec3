using System.CommandLine;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Storage;

namespace Musenor.Files.Upkeep;

/// <summary>« files » compares rows and disk; « files purge » takes away what nobody keeps.</summary>
internal static class FilesVerb
{
    public static Command Verb(IServiceProvider services)
    {
        var purge = new Command("purge", "Supprime les fichiers reçus que rien n’utilise depuis 7 jours, et les restes d’envois interrompus");
        purge.SetAction((parsed, stop) => Purge(services, parsed.GetValue<bool>("--json"), stop));
        var verb = new Command("files", "Vérifie que chaque fichier reçu est sur le disque, et que le disque n’en tient pas d’autre") { purge };
        verb.SetAction((parsed, stop) => Check(services, parsed.GetValue<bool>("--json"), stop));
        return verb;
    }

    private static async Task<int> Purge(IServiceProvider services, bool json, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var done = await services.GetRequiredService<PurgeFiles>().Run(stop);
        await Console.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new { files = done.Files, leftovers = done.Leftovers })
            : $"Fichiers sans usage supprimés : {done.Files}. Restes du disque supprimés : {done.Leftovers}.");
        return ExitStatus.Done;
    }

    private static async Task<int> Check(IServiceProvider services, bool json, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var seen = await services.GetRequiredService<CheckFiles>().Run(stop);
        if (json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                files = seen.Rows,
                without_file = seen.WithoutFile.Select(f => new { id = f.Id, name = f.OriginalName, owner_kind = f.OwnerKind, owner_id = f.OwnerId }),
                without_row = seen.WithoutRow,
            }));
        }
        else
        {
            await Console.Out.WriteLineAsync($"Fichiers reçus : {seen.Rows}. Absents du disque : {seen.WithoutFile.Count}. Sur le disque sans être connus : {seen.WithoutRow.Count}.");
            foreach (var lost in seen.WithoutFile)
            {
                await Console.Out.WriteLineAsync($"Absent ou incomplet : {lost.Id} « {lost.OriginalName} »{(lost.OwnerKind is null ? "" : $", joint à {lost.OwnerKind} {lost.OwnerId}")}");
            }

            foreach (var place in seen.WithoutRow)
            {
                await Console.Out.WriteLineAsync($"Inconnu : {place}");
            }
        }

        return seen.WithoutFile.Count + seen.WithoutRow.Count > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done;
    }
}
