using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.CommandLine;
using Musenor.Interop.JocondeExport;
using Musenor.Storage;

namespace Musenor.Interop.OpenData;

/// <summary>« export joconde » and « export csv|jsonl|lido ».</summary>
internal static class ExportVerb
{
    private const int Step = 10_000;

    public static Command Verb(IServiceProvider services)
    {
        var verb = new Command("export", "Écrit des notices dans des fichiers") { JocondeVerb.Verb(services) };
        foreach (var (kind, words) in new[] { (WriteDump.Csv, "CSV pour tableur, UTF-8, point-virgule"), (WriteDump.JsonLines, "JSON Lines, une notice par ligne"), (WriteDump.Lido, "LIDO 1.1") })
        {
            var query = new Option<string?>("--query") { Description = "Seulement les notices qui répondent à cette recherche" };
            var to = new Option<string>("--out") { Description = "Fichier à écrire", Required = true };
            var one = new Command(kind, $"Écrit les notices publiées : {words}") { query, to };
            one.SetAction(async (parsed, stop) =>
            {
                await Task.Yield();
                return await Run(services, kind, parsed.GetValue(query), parsed.GetRequiredValue(to), parsed.GetValue<bool>("--json"), stop);
            });
            verb.Subcommands.Add(one);
        }

        return verb;
    }

    private static async Task<int> Run(IServiceProvider services, string kind, string? query, string file, bool json, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        if (Directory.Exists(file))
        {
            await Console.Error.WriteLineAsync($"« {file} » est un dossier : indiquer un fichier.");
            return ExitStatus.Refused;
        }

        var watch = Stopwatch.StartNew();
        var stream = services.GetRequiredService<StreamNotices>();
        var notices = string.IsNullOrWhiteSpace(query)
            ? stream.All(stop)
            : stream.Of(await services.GetRequiredService<ListNoticesToEdit>().Refs(Person.Operator, new NoticeFilter { Q = query.Trim(), State = NoticeFilter.Published, Sort = "titre" }, stop), stop);
        // Whole, or not there: a name never holds half a file.
        var writing = $"{Path.GetFullPath(file)}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(writing)!);
            long count;
            await using (var to = new FileStream(writing, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024))
            {
                count = await services.GetRequiredService<WriteDump>().Run(kind, to, Told(notices, json), stop);
            }

            File.Move(writing, file, overwrite: true);
            await Console.Out.WriteLineAsync(json
                ? JsonSerializer.Serialize(new { file, format = kind, notices = count, bytes = new FileInfo(file).Length, elapsed_ms = watch.ElapsedMilliseconds })
                : $"{count} notices écrites dans {file} en {watch.Elapsed.TotalSeconds:0.0} s.");
            return ExitStatus.Done;
        }
        finally
        {
            File.Delete(writing);
        }
    }

    private static async IAsyncEnumerable<Collections.Notices.NoticeView> Told(IAsyncEnumerable<Collections.Notices.NoticeView> notices, bool json)
    {
        var count = 0;
        await foreach (var notice in notices)
        {
            if (++count % Step == 0)
            {
                await (json ? Console.Error : Console.Out).WriteLineAsync($"{count} notices");
            }

            yield return notice;
        }
    }
}
