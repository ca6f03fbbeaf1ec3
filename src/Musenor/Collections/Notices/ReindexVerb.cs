using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>« reindex »: rebuilds what can be derived.</summary>
internal static class ReindexVerb
{
    public static Command Verb(IServiceProvider services)
    {
        var verb = new Command("reindex", "Refait ce qui se déduit des notices : index, facettes, dates");
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var watch = Stopwatch.StartNew();
            var done = await services.GetRequiredService<Reindex>().Run(new Progress<int>(n => Console.Error.WriteLine($"{n:N0} notices relues")), stop);
            Console.WriteLine(parsed.GetValue<bool>("--json")
                ? JsonSerializer.Serialize(new { notices = done, elapsed_ms = watch.ElapsedMilliseconds })
                : $"{done:N0} notices relues en {watch.Elapsed.TotalSeconds:N1} s.");
            return ExitStatus.Done;
        });
        return verb;
    }
}
