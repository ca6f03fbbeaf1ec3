using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.CommandLine;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>« export joconde [--museum CODE] [--since DATE] [--query Q] [--changes] [--pilot] --out DIR ».</summary>
internal static class JocondeVerb
{
    private sealed record Asked(string? Museum, string? Since, string Query, bool OnlyChanges, bool IsPilot, bool IsSent, string Folder, bool Json);

    private sealed record Result(Museum Museum, SendingReport? Report, IReadOnlyList<PackageFile> Files, string? Problem);

    public static Command Verb(IServiceProvider services)
    {
        var museum = new Option<string?>("--museum") { Description = "Code du musée ; sans lui, un envoi par musée" };
        var since = new Option<string?>("--since") { Description = "Seulement les notices changées depuis ce jour (AAAA-MM-JJ)" };
        var query = new Option<string?>("--query") { Description = "Seulement les notices qui répondent à cette recherche" };
        var changes = new Option<bool>("--changes") { Description = "Seulement ce que POP n’a pas encore, ou a autrement" };
        var pilot = new Option<bool>("--pilot") { Description = "Ajout piloté au lieu du CSV" };
        var sent = new Option<bool>("--sent") { Description = "Marquer l’envoi comme envoyé" };
        var to = new Option<string>("--out") { Description = "Dossier où écrire les zips et leurs rapports", Required = true };
        var verb = new Command("joconde", "Prépare un envoi à POP : notices, images, rapport") { museum, since, query, changes, pilot, sent, to };
        verb.SetAction(async (parsed, stop) =>
        {
            await Task.Yield();
            await services.GetRequiredService<Migrator>().Run(stop);
            return await Run(services, new Asked(
                parsed.GetValue(museum), parsed.GetValue(since), parsed.GetValue(query)?.Trim() ?? "", parsed.GetValue(changes), parsed.GetValue(pilot), parsed.GetValue(sent),
                parsed.GetRequiredValue(to), parsed.GetValue<bool>("--json")), stop);
        });
        return verb;
    }

    private static async Task<int> Run(IServiceProvider services, Asked asked, CancellationToken stop)
    {
        DateOnly? since = null;
        if (asked.Since is not null)
        {
            if (!DateOnly.TryParseExact(asked.Since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return await Refuse($"--since : « {asked.Since} » n’est pas un jour comme 2026-11-27.");
            }

            since = day;
        }

        var museums = await Museums(services, asked.Museum, stop);
        if (museums.Count == 0)
        {
            return await Refuse(asked.Museum is null ? "Aucun musée n’a de notices à envoyer." : $"--museum : le musée {asked.Museum} n’est pas dans le répertoire.");
        }

        if (File.Exists(asked.Folder))
        {
            return await Refuse($"« {asked.Folder} » est un fichier : indiquer un dossier.");
        }

        Directory.CreateDirectory(asked.Folder);
        var watch = Stopwatch.StartNew();
        var results = new List<Result>();
        foreach (var museum in museums)
        {
            results.Add(await One(services, museum, asked, since, stop));
        }

        return await Tell(results, asked, watch.ElapsedMilliseconds);
    }

    /// <summary>The one named, else all those that have notices of their own.</summary>
    private static async Task<IReadOnlyList<Museum>> Museums(IServiceProvider services, string? code, CancellationToken stop)
    {
        var directory = await services.GetRequiredService<MuseumDirectory>().Read(stop);
        if (code is not null)
        {
            return directory.ById.TryGetValue(code, out var one) ? [one] : [];
        }

        var holding = (await services.GetRequiredService<ReadSendings>().Museums(Person.Operator, stop)).Select(m => m.MuseumId).ToHashSet(StringComparer.Ordinal);
        return [.. directory.All.Where(m => holding.Contains(m.Id))];
    }

    private static async Task<Result> One(IServiceProvider services, Museum museum, Asked asked, DateOnly? since, CancellationToken stop)
    {
        if (ChooseNotices.Check(Person.Operator, museum) is Outcome.Invalid invalid)
        {
            return new Result(museum, null, [], invalid.Problem);
        }

        var selection = new Selection(museum.Id, new NoticeFilter { Q = asked.Query, Since = since })
        {
            Scope = asked.OnlyChanges ? Selection.Changes : Selection.All,
            Format = asked.IsPilot ? Selection.Pilot : Selection.Csv,
        };
        var store = services.GetRequiredService<PackageStore>();
        var package = Package.Of(selection, store.Now, isOutside: true);
        await store.Add(package, stop);
        try
        {
            var (built, refusal) = await services.GetRequiredService<BuildPackage>().Run(package, Path.GetFullPath(asked.Folder), (done, total) => Progress(museum, done, total), stop);
            if (asked.IsSent && built is { Files.Count: > 0 })
            {
                await services.GetRequiredService<DecidePackage>().Send(Person.Operator, package.Id, stop: stop);
            }

            return new Result(museum, built?.Report, built?.Files ?? [], refusal is Outcome.Refused refused ? refused.Reason : null);
        }
        catch (Exception e)
        {
            await store.Fail(package, e is OperationCanceledException ? "Arrêté." : e.Message, CancellationToken.None);
            throw;
        }
    }

    private static void Progress(Museum museum, int done, int total)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{museum.Id} : {done} notices sur {total}{(done >= total ? "\n" : "")}");
        }
    }

    /// <summary>Field names are part of the contract.</summary>
    private static async Task<int> Tell(List<Result> results, Asked asked, long elapsed)
    {
        if (asked.Json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                packages = results.SelectMany(r => r.Files.Select(f => new { museum = r.Museum.Id, file = Path.Combine(asked.Folder, f.Name + ".zip"), report = Path.Combine(asked.Folder, f.Name + ".json"), notices = f.Notices, images = f.Images, bytes = f.Bytes })),
                selected = results.Sum(r => r.Report?.Selected ?? 0),
                written = results.Sum(r => r.Report?.Written ?? 0),
                unchanged = results.Sum(r => r.Report?.Unchanged ?? 0),
                left_out = results.Sum(r => r.Report?.NoticesLeftOut ?? 0),
                images = results.Sum(r => r.Report?.Images ?? 0),
                images_left_out = results.Sum(r => r.Report?.ImagesLeftOut ?? 0),
                elapsed_ms = elapsed,
            }));
        }

        foreach (var result in results)
        {
            if (result.Problem is not null)
            {
                await Console.Error.WriteLineAsync(result.Problem);
            }
            else if (!asked.Json)
            {
                await Console.Out.WriteLineAsync($"{result.Museum.Name} ({result.Museum.Id}) : {string.Join(' ', WriteReports.Sentences(result.Report!))}");
                foreach (var file in result.Files)
                {
                    await Console.Out.WriteLineAsync($"  {Path.Combine(asked.Folder, file.Name)}.zip, rapport {file.Name}.html");
                }
            }
        }

        return results.TrueForAll(r => r.Problem is not null) ? ExitStatus.Refused
            : results.Exists(r => r.Problem is not null || r.Report!.NoticesLeftOut > 0) ? ExitStatus.DoneWithRejects
            : ExitStatus.Done;
    }

    private static async Task<int> Refuse(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return ExitStatus.Refused;
    }
}
