using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Interop.Alignment;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>« sources replay SOURCE » and « sources realign SOURCE »: from what is stored, without the network.</summary>
internal static class ReplayVerbs
{
    public static Command Replay(IServiceProvider services) => One(services, "replay", "Fait repasser tous les enregistrements d’une source par sa correspondance, sans réseau", async (source, stop) =>
        await services.GetRequiredService<MapRecords>().Replay(source, stop)
            ? (await services.GetRequiredService<ReadMapping>().Sources(stop)).Single(s => s.Source == source)
            : null,
        (done, seconds) => $"{done.Records} enregistrements repassés en {seconds:0.0} s : {done.Notices} notices, {done.Faults} en quarantaine.");

    public static Command Realign(IServiceProvider services) => One(services, "realign", "Cherche de nouveau les termes d’une source dans les listes, et met ses notices à jour", async (source, stop) =>
    {
        var align = services.GetRequiredService<AlignTerms>();
        var found = (await services.GetRequiredService<ReadMapping>().Sources(stop)).FirstOrDefault(s => s.Source == source);
        if (found is null)
        {
            return null;
        }

        await align.Find(source, stop);
        return found with { Notices = await align.Run(source, stop) };
    }, (done, seconds) => $"{done.Notices} notices mises à jour en {seconds:0.0} s.");

    private static Command One(IServiceProvider services, string name, string what, Func<string, CancellationToken, Task<SourceMapping?>> run, Func<SourceMapping, double, string> said)
    {
        var source = new Argument<string>("source") { Description = "Code de la source" };
        var verb = new Command(name, what) { source };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var watch = Stopwatch.StartNew();
            // As « harvest » does: the code, or the name that was given to « sources add ».
            var given = parsed.GetRequiredValue(source);
            var code = await services.GetRequiredService<SourceStore>().Find(given, stop) is { } known ? known.Code : SourceStore.CodeOf(given);
            if (await run(code, stop) is not { } done)
            {
                return await GivenFile.Refuse($"La source « {code} » n’existe pas : « musenor sources » les nomme.");
            }

            Console.WriteLine(parsed.GetValue<bool>("--json")
                ? JsonSerializer.Serialize(new { source = done.Source, mapping = done.Mapping, records = done.Records, notices = done.Notices, quarantine = done.Faults, elapsed_ms = watch.ElapsedMilliseconds })
                : said(done, watch.Elapsed.TotalSeconds));
            return done.Faults > 0 && name == "replay" ? ExitStatus.DoneWithRejects : ExitStatus.Done;
        });
        return verb;
    }
}
