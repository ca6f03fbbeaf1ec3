using System.CommandLine;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Museums.Practical;
using Musenor.Storage;

namespace Musenor.Museums.Import;

/// <summary>« museums » lists the museums to complete; « museums import FILE » reads the ministry's file.</summary>
internal static class MuseumsVerb
{
    private const int RemarksShown = 50;

    public static Command Verb(IServiceProvider services)
    {
        var file = new Argument<string>("FILE") { Description = "Fichier CSV de Muséofile" };
        var import = new Command("import", "Crée ou met à jour les musées d’après le fichier Muséofile du ministère") { file };
        import.SetAction((parsed, stop) => Import(services, parsed.GetRequiredValue(file), parsed.GetValue<bool>("--json"), stop));
        var verb = new Command("museums", "Liste les musées à compléter") { import, HoursVerb.Verb(services) };
        verb.SetAction((parsed, stop) => List(services, parsed.GetValue<bool>("--json"), stop));
        return verb;
    }

    private static Task<int> Import(IServiceProvider services, string path, bool json, CancellationToken stop) => GivenFile.Read(path, "CSV", async file =>
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var done = await services.GetRequiredService<ImportMuseums>().Run(file, stop);
        if (done.Refusal is not null)
        {
            return await GivenFile.Refuse($"{Path.GetFileName(path)} : {done.Refusal}");
        }

        await Tell(done, json);
        return done.Rejected > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done;
    });

    private static async Task Tell(MuseumImport done, bool json)
    {
        var remarks = json ? Console.Error : Console.Out;
        foreach (var r in done.Remarks.Take(RemarksShown))
        {
            await remarks.WriteLineAsync($"Ligne {r.Line}, {r.Field} « {Short(r.Value)} » : {(r.IsReject ? "rejetée. " : "")}{r.Reason} {r.Remedy}");
        }

        if (done.Remarks.Count > RemarksShown)
        {
            await remarks.WriteLineAsync($"… et {done.Remarks.Count - RemarksShown} autres remarques.");
        }

        await Console.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new
            {
                read = done.Read,
                @new = done.New,
                changed = done.Changed,
                unchanged = done.Unchanged,
                rejected = done.Rejected,
                warnings = done.Warnings,
                elapsed_ms = done.ElapsedMs,
                encoding = done.Encoding,
                remarks = done.Remarks.Select(r => new { line = r.Line, field = r.Field, value = r.Value, reason = r.Reason, remedy = r.Remedy, rejected = r.IsReject }),
            })
            : $"{Some(done.Read, "musée lu", "musées lus")} ({done.Encoding}) : {Some(done.New, "nouveau", "nouveaux")}, {Some(done.Changed, "modifié", "modifiés")}, {Some(done.Unchanged, "inchangé", "inchangés")}, {Some(done.Rejected, "rejeté", "rejetés")}, {Some(done.Warnings, "remarque", "remarques")}, en {done.ElapsedMs} ms.");
    }

    private static async Task<int> List(IServiceProvider services, bool json, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var all = (await services.GetRequiredService<MuseumDirectory>().Read(stop)).All;
        var works = await services.GetRequiredService<WorksOnline>().Count(stop);
        var waiting = all.Where(m => m.ToComplete).Select(m => (Museum: m, Notices: works.GetValueOrDefault(m.Id))).OrderByDescending(w => w.Notices).ToArray();
        if (json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                museums = all.Count,
                network = all.Count(m => m.IsNetwork),
                to_complete = waiting.Select(w => new { code = w.Museum.Id, name = w.Museum.Name, city = w.Museum.City, notices = w.Notices }),
            }));
            return ExitStatus.Done;
        }

        await Console.Out.WriteLineAsync($"{all.Count} musées connus, dont {all.Count(m => m.IsNetwork)} du réseau ; {waiting.Length} à compléter.");
        foreach (var (museum, notices) in waiting)
        {
            await Console.Out.WriteLineAsync($"{museum.Id}  {museum.Name}{(museum.City.Length > 0 ? $", {museum.City}" : "")} : {notices} notices");
        }

        return ExitStatus.Done;
    }

    private static string Short(string value) => value.ReplaceLineEndings(" ") is { Length: > 80 } text ? text[..80] + "…" : value.ReplaceLineEndings(" ");

    // French: 0 and 1 are singular.
    private static string Some(long count, string one, string many) => $"{count} {(count < 2 ? one : many)}";
}
