using System.CommandLine;
using System.Text.Json;
using Heritage.Standards.Joconde;
using Musenor.CommandLine;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Vocabularies;

/// <summary>« vocabulary », « vocabulary import FILE --list LIST », « vocabulary remove LIST ».</summary>
internal static class VocabularyVerb
{
    public static Command Verb(IServiceProvider services)
    {
        var verb = new Command("vocabulary", "Listes contrôlées du ministère : celles qui sont chargées") { Import(services), Remove(services) };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var loaded = await services.GetRequiredService<LoadedVocabularies>().All(stop);
            await Console.Out.WriteLineAsync(parsed.GetValue<bool>("--json") ? JsonSerializer.Serialize(new { vocabularies = loaded.Select(Line) }) : Table(loaded));
            return ExitStatus.Done;
        });
        return verb;
    }

    private static Command Import(IServiceProvider services)
    {
        var file = new Argument<string>("FILE") { Description = "Export JSON-LD d’Opentheso, ou liste du ministère en texte (2014)" };
        var list = new Option<string>("--list") { Description = "Liste ou champ : th294, DOMN, DENO, AUTR, ECOL, PERI, LOCA, STAT…", Required = true };
        var verb = new Command("import", "Charge une liste, à la place de la précédente") { file, list };
        verb.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetRequiredValue(file);
            return await GivenFile.Read(path, "de vocabulaire", async stream =>
            {
                await services.GetRequiredService<Migrator>().Run(stop);
                var outcome = await services.GetRequiredService<LoadVocabulary>().Run(new(stream, Path.GetFileName(path), parsed.GetRequiredValue(list)), stop);
                return outcome is Outcome.Invalid invalid ? await GivenFile.Refuse(invalid.Problem) : await Tell(services, ((Outcome.Done)outcome).Id, parsed.GetValue<bool>("--json"), stop);
            });
        });
        return verb;
    }

    private static Command Remove(IServiceProvider services)
    {
        var list = new Argument<string>("LIST") { Description = "Liste ou champ" };
        var verb = new Command("remove", "Retire une liste : ses champs ne sont plus contrôlés") { list };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            return await services.GetRequiredService<LoadVocabulary>().Remove(parsed.GetRequiredValue(list), stop) is Outcome.Done
                ? ExitStatus.Done
                : await GivenFile.Refuse($"La liste « {parsed.GetRequiredValue(list)} » n’est pas chargée.");
        });
        return verb;
    }

    private static async Task<int> Tell(IServiceProvider services, string id, bool json, CancellationToken stop)
    {
        var loaded = (await services.GetRequiredService<LoadedVocabularies>().All(stop)).Single(v => v.Id == id);
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(Line(loaded)) : $"{Words(loaded)}. Les imports et la page Qualité s’en servent dès maintenant.");
        return ExitStatus.Done;
    }

    private static object Line(LoadedVocabulary v) => new
    {
        list = v.Id,
        fields = PopVocabulary.Find(v.Id)?.Fields ?? [],
        file = v.FileName,
        format = v.Format,
        preferred = v.Preferred,
        rejected = v.Rejected,
        loaded_at = v.LoadedAt.Text(),
    };

    private static string Words(LoadedVocabulary v) =>
        $"{v.Id} ({string.Join(", ", PopVocabulary.Find(v.Id)?.Fields ?? [])}) : {v.Preferred:N0} termes, {v.Rejected:N0} formes rejetées, de {v.FileName}, le {v.LoadedAt.Text()}";

    private static string Table(IReadOnlyList<LoadedVocabulary> loaded) => loaded.Count == 0
        ? "Aucune liste n’est chargée : rien n’est contrôlé. Voir « vocabulary import --help »."
        : string.Join('\n', loaded.Select(Words));
}
