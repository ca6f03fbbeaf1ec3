using System.CommandLine;
using System.Text.Json;
using Musenor.CommandLine;
using Musenor.Storage;

namespace Musenor.Collections.Quality;

/// <summary>« quality snapshot »</summary>
internal static class QualityVerb
{
    public static Command Verb(IServiceProvider services)
    {
        var snapshot = new Command("snapshot", "Relève ce qui manque aujourd’hui aux notices de chaque musée ; le portail le fait seul chaque nuit");
        snapshot.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var museums = await services.GetRequiredService<TakeSnapshot>().Run(stop);
            await Console.Out.WriteLineAsync(parsed.GetValue<bool>("--json") ? JsonSerializer.Serialize(new { museums }) : $"{museums} musées relevés.");
            return ExitStatus.Done;
        });
        return new Command("quality", "Qualité des notices") { snapshot };
    }
}
