using System.CommandLine;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Storage;

namespace Musenor.Museums.Practical;

/// <summary>« museums hours FILE » reads the ministry's file of opening hours.</summary>
internal static class HoursVerb
{
    public static Command Verb(IServiceProvider services)
    {
        var file = new Argument<string>("FILE") { Description = "Fichier CSV des horaires du ministère" };
        var verb = new Command("hours", "Lit les horaires d’ouverture des musées dans le fichier du ministère") { file };
        verb.SetAction((parsed, stop) => Run(services, parsed.GetRequiredValue(file), parsed.GetValue<bool>("--json"), stop));
        return verb;
    }

    private static Task<int> Run(IServiceProvider services, string path, bool json, CancellationToken stop) => GivenFile.Read(path, "CSV", async file =>
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var done = await services.GetRequiredService<ImportHours>().Run(file, stop);
        if (done.Refusal is not null)
        {
            return await GivenFile.Refuse($"{Path.GetFileName(path)} : {done.Refusal}");
        }

        await (json ? Console.Out.WriteLineAsync(Json(done)) : Tell(done));
        return done.Count(HoursFate.Rejected) > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done;
    });

    /// <summary>Every row that a person has to look at, whole: that is what the list is for.</summary>
    private static async Task Tell(HoursImport done)
    {
        foreach (var row in done.Rows.Where(r => r.Fate == HoursFate.Text))
        {
            await Console.Out.WriteLineAsync($"Ligne {row.Line}, {row.Name}, {row.Town} : gardé en texte. {row.Reason} « {row.Stretch} »");
        }

        foreach (var row in done.Rows.Where(r => r.Fate == HoursFate.Rejected))
        {
            await Console.Out.WriteLineAsync($"Ligne {row.Line} : rejetée. {row.Reason}");
        }

        foreach (var row in done.Rows.Where(r => r.Fate == HoursFate.NotMatched))
        {
            await Console.Out.WriteLineAsync($"Ligne {row.Line}, {row.Name}, {row.Town} : non rapprochée.");
        }

        await Console.Out.WriteLineAsync($"{done.Read} lignes lues : {done.Count(HoursFate.Structured)} horaires structurés, {done.Count(HoursFate.Text)} gardés en texte, {done.Count(HoursFate.Nothing)} sans horaires, "
            + $"{done.Count(HoursFate.KeptFromPerson)} saisis par une personne et laissés, {done.Count(HoursFate.NotMatched)} musées non rapprochés, {done.Count(HoursFate.Rejected)} rejetées ; {done.Rows.Count(r => r.Changed)} musées modifiés.");
    }

    private static string Json(HoursImport done) => JsonSerializer.Serialize(new
    {
        read = done.Read,
        structured = done.Count(HoursFate.Structured),
        text = done.Count(HoursFate.Text),
        none = done.Count(HoursFate.Nothing),
        kept_from_person = done.Count(HoursFate.KeptFromPerson),
        not_matched = done.Count(HoursFate.NotMatched),
        rejected = done.Count(HoursFate.Rejected),
        changed = done.Rows.Count(r => r.Changed),
        rows = done.Rows.Where(r => r.Fate is HoursFate.Text or HoursFate.NotMatched or HoursFate.Rejected)
            .Select(r => new { line = r.Line, name = r.Name, city = r.Town, state = r.Fate switch { HoursFate.Text => "text", HoursFate.NotMatched => "not_matched", _ => "rejected" }, stretch = r.Stretch, reason = r.Reason }),
    }, MuseumJson.Plain);
}
