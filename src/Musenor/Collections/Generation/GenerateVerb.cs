using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Generation;

/// <summary>« generate --notices N [--photos N] [--seed S] [--to FILE] ».</summary>
internal static class GenerateVerb
{
    private const int Step = 5000;

    public static Command Verb(IServiceProvider services)
    {
        var notices = new Option<int>("--notices") { Description = "Nombre de notices à fabriquer", Required = true };
        var seed = new Option<int>("--seed") { Description = "Graine : la même donne les mêmes notices", DefaultValueFactory = _ => 1 };
        var photos = new Option<int>("--photos") { Description = "Nombre d’images dessinées" };
        var to = new Option<string?>("--to") { Description = "Écrire un fichier CSV de POP au lieu de remplir le portail" };
        var verb = new Command("generate", "Remplit un portail vide de notices de démonstration plausibles") { notices, photos, seed, to };
        verb.SetAction((parsed, stop) => Run(
            services, new GenerateNotices.Form(parsed.GetValue(notices), parsed.GetValue(seed), parsed.GetValue(photos)), parsed.GetValue(to), parsed.GetValue<bool>("--json"), stop));
        return verb;
    }

    private static async Task<int> Run(IServiceProvider services, GenerateNotices.Form form, string? to, bool json, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var watch = Stopwatch.StartNew();
        var outcome = to is null ? await Fill(services, form, json, stop) : await WriteFile(services, form, to, stop);
        switch (outcome)
        {
            case Outcome.Done done:
                await Tell(int.Parse(done.Id, System.Globalization.CultureInfo.InvariantCulture), watch.ElapsedMilliseconds, json);
                return ExitStatus.Done;
            case Outcome.Invalid invalid:
                await Console.Error.WriteLineAsync($"--{invalid.Field} : {invalid.Problem}");
                return ExitStatus.Refused;
            default:
                await Console.Error.WriteLineAsync(((Outcome.Refused)outcome).Reason);
                return ExitStatus.Refused;
        }
    }

    private static Task<Outcome> Fill(IServiceProvider services, GenerateNotices.Form form, bool json, CancellationToken stop)
    {
        var told = 0;
        var lines = json ? Console.Error : Console.Out;
        return services.GetRequiredService<GenerateNotices>().Run(form, done =>
        {
            if (done.Notices / Step > told)
            {
                told = done.Notices / Step;
                lines.WriteLine($"{done.Notices} notices sur {form.Notices}");
            }

            if (done.Pictures > 0)
            {
                lines.WriteLine($"{done.Pictures} images sur {form.Photos}");
            }
        }, stop);
    }

    private static async Task<Outcome> WriteFile(IServiceProvider services, GenerateNotices.Form form, string to, CancellationToken stop)
    {
        await using var file = File.Create(to);
        return await services.GetRequiredService<WriteGeneratedCsv>().Run(form, file, stop);
    }

    private static Task Tell(int notices, long elapsed, bool json) => Console.Out.WriteLineAsync(json
        ? JsonSerializer.Serialize(new { notices, elapsed_ms = elapsed })
        : $"{notices} notices de démonstration fabriquées en {elapsed} ms.");
}
