using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.CommandLine;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.Harvest;

/// <summary>« sources add NAME URL », « sources », « harvest [NAME] [--full] ».</summary>
internal static class HarvestVerb
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);
    private static readonly Texts Words = Texts.Of("Interop");

    public static Command Sources(IServiceProvider services)
    {
        var name = new Argument<string>("name") { Description = "Nom de la source" };
        var url = new Argument<string>("url") { Description = "Adresse de son entrepôt OAI-PMH" };
        var prefix = new Option<string?>("--prefix") { Description = "Format demandé, ou plusieurs par préférence entre guillemets (oai_dc sans lui)" };
        var set = new Option<string?>("--set") { Description = "Ensemble demandé, ou plusieurs entre guillemets (tout sans lui)" };
        var delay = new Option<int?>("--delay") { Description = "Millisecondes entre deux demandes (1000 sans lui, 0 pour la machine elle-même)" };
        var add = new Command("add", "Ajoute une source à moissonner") { name, url, prefix, set, delay };
        add.SetAction(async (parsed, stop) =>
        {
            await Task.Yield();
            await services.GetRequiredService<Migrator>().Run(stop);
            var form = new AddSource.Form(parsed.GetRequiredValue(name), parsed.GetRequiredValue(url), parsed.GetValue(prefix), parsed.GetValue(set), parsed.GetValue(delay));
            return await services.GetRequiredService<AddSource>().Run(Person.Operator, form, stop) switch
            {
                Outcome.Done done => await Told(parsed.GetValue<bool>("--json") ? JsonSerializer.Serialize(new { source = done.Id }) : $"Source ajoutée : {done.Id}"),
                Outcome.Invalid invalid => await GivenFile.Refuse(invalid.Problem),
                _ => ExitStatus.Refused,
            };
        });
        var verb = new Command("sources", "Liste les sources à moissonner") { add, ReplayVerbs.Replay(services), ReplayVerbs.Realign(services) };
        verb.SetAction(async (parsed, stop) =>
        {
            await Task.Yield();
            await services.GetRequiredService<Migrator>().Run(stop);
            var all = await services.GetRequiredService<SourceStore>().All(stop);
            return await Told(parsed.GetValue<bool>("--json")
                ? JsonSerializer.Serialize(all.Select(s => new { source = s.Code, name = s.Name, url = s.BaseUrl, prefix = s.Prefix, sets = s.SetList, state = s.State, schedule = s.Schedule, mark = s.Mark, silent_since = s.SilentSince }))
                : all.Count == 0 ? "Aucune source." : string.Join('\n', all.Select(s => $"{s.Code}\t{s.Name}\t{s.BaseUrl}\t{s.Prefix}\t{Words[$"Harvest.State.{s.State}"]}{Silence(s)}\t{s.Mark}")));
        });
        return verb;
    }

    private static string Silence(HarvestSource source) =>
        source is { IsSilenceTold: true, SilentSince: { } since } ? $", {Words["Harvest.Silent", source.SilentTries, $"{ParisDay.Wall(since):dd/MM/yyyy HH:mm}"]}" : "";

    public static Command Harvest(IServiceProvider services)
    {
        var name = new Argument<string?>("name") { Description = "Source ; sans elle, toutes", Arity = ArgumentArity.ZeroOrOne };
        var full = new Option<bool>("--full") { Description = "Tout reprendre, et non ce qui a changé" };
        var verb = new Command("harvest", "Moissonne les sources") { name, full };
        verb.SetAction(async (parsed, stop) =>
        {
            await Task.Yield();
            await services.GetRequiredService<Migrator>().Run(stop);
            var store = services.GetRequiredService<SourceStore>();
            var wanted = parsed.GetValue(name);
            var found = wanted is null ? null : await store.Find(wanted, stop) ?? await store.Find(SourceStore.CodeOf(wanted), stop);
            if (wanted is not null && found is null)
            {
                return await GivenFile.Refuse($"La source « {wanted} » n’existe pas : « musenor sources » les nomme.");
            }

            if (found is { State: HarvestSource.Stopped })
            {
                return await GivenFile.Refuse(Words["Harvest.No.stopped", found.Code]);
            }

            var sources = found is not null ? [found] : (await store.All(stop)).Where(s => s.State == HarvestSource.Active).ToArray();
            if (sources.Length == 0)
            {
                return await GivenFile.Refuse("Aucune source à moissonner : « musenor sources add NOM ADRESSE » en ajoute une.");
            }

            return await All(services, sources, parsed.GetValue(full), parsed.GetValue<bool>("--json"), stop);
        });
        return verb;
    }

    /// <summary>Several at once, so that one that does not answer holds up no other; never two on one host.</summary>
    private static async Task<int> All(IServiceProvider services, IReadOnlyList<HarvestSource> sources, bool isFull, bool json, CancellationToken stop)
    {
        var statuses = new ConcurrentBag<int>();
        var hosts = sources.GroupBy(s => new Uri(s.BaseUrl).Authority, StringComparer.OrdinalIgnoreCase);
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = HarvestWorker.Most, CancellationToken = stop }, async (host, _) =>
        {
            foreach (var source in host)
            {
                statuses.Add(await Tried(services, source, isFull, json, stop));
            }
        });
        return statuses.Max();
    }

    private static async Task<int> Tried(IServiceProvider services, HarvestSource source, bool isFull, bool json, CancellationToken stop)
    {
        try
        {
            return await One(services, source, isFull, json, stop);
        }
#pragma warning disable CA1031 // one source that breaks us stops none of the others
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"{source.Code} : {RunVerb.Sentence(e)}");
            return ExitStatus.Failed;
        }
    }

    private static async Task<int> One(IServiceProvider services, HarvestSource source, bool isFull, bool json, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var asked = await services.GetRequiredService<AskRun>().Run(source, isFull, stop);
        if (await Walk(services, source, asked, stop) is not { } run)
        {
            await Console.Error.WriteLineAsync($"{source.Code} : une moisson est déjà en cours dans un autre programme.");
            return ExitStatus.Refused;
        }

        // Field names are part of the contract.
        await Told(json
            ? JsonSerializer.Serialize(new
            {
                source = source.Code,
                seen = run.Seen,
                @new = run.Added,
                changed = run.Changed,
                deleted = run.Deleted,
                quarantined = run.Quarantined,
                requests = run.Requests,
                elapsed_ms = watch.ElapsedMilliseconds,
                state = run.State,
                unchanged = run.Unchanged,
                repaired = run.Repaired,
                problem = run.Problem,
            })
            : $"{source.Code} : {run.Seen} notices lues, {run.Added} nouvelles, {run.Changed} changées, {run.Unchanged} inchangées, {run.Deleted} supprimées, {run.Quarantined} mises de côté, {run.Requests} demandes, {watch.Elapsed.TotalSeconds:0.0} s.");
        if (run.State != HarvestRun.Done)
        {
            await Console.Error.WriteLineAsync($"{source.Code} : {Words[$"Harvest.Run.{run.State}"]} {BoardWords.Problem(run.Problem)}".TrimEnd());
        }

        return run.State switch { HarvestRun.Done => run.Quarantined > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done, HarvestRun.Incomplete => ExitStatus.DoneWithRejects, _ when run.HadItsShare => ExitStatus.DoneWithRejects, _ => ExitStatus.Failed };
    }

    /// <summary>On standard error, whoever waits reads what goes wrong when it happens, and how far it is.</summary>
    private static async Task<HarvestRun?> Walk(IServiceProvider services, HarvestSource source, HarvestRun asked, CancellationToken stop)
    {
        var walk = services.GetRequiredService<WalkRun>().Run(asked.Id, stop, (code, detail) => Console.Error.WriteLine($"{source.Code} : {Heard(code, detail)}"));
        for (var seen = asked.Seen; await Task.WhenAny(walk, Task.Delay(Between, stop)) != walk && !stop.IsCancellationRequested;)
        {
            if (await services.GetRequiredService<RunStore>().Find(asked.Id, stop) is { } now && now.Seen != seen)
            {
                seen = now.Seen;
                await Console.Error.WriteLineAsync($"{source.Code} : {seen} notices lues.");
            }
        }

        return await walk;
    }

    private static string Heard(string code, string detail)
    {
        var said = BoardWords.Incident(code).TrimEnd('.');
        return detail.Length > 0 ? $"{said} ({detail})." : $"{said}.";
    }

    private static async Task<int> Told(string line)
    {
        await Console.Out.WriteLineAsync(line);
        return ExitStatus.Done;
    }
}
