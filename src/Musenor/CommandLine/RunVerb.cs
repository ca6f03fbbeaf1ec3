using System.CommandLine;
using Musenor.Storage;

namespace Musenor.CommandLine;

public static class RunVerb
{
    /// <summary>Runs the verb named by the arguments (« serve » when there is none) and answers its exit status.</summary>
    public static async Task<int> RunCommandLine(this WebApplication app, string[] words)
    {
        var root = new RootCommand("Musenor, le portail des musées");
        root.Options.Add(new Option<string>("--data") { Description = "Dossier des données (base, photographies, clés)", Recursive = true });
        root.Options.Add(new Option<bool>("--json") { Description = "Réponse lisible par une machine", Recursive = true });
        foreach (var verb in app.Services.GetServices<Verb>())
        {
            root.Subcommands.Add(verb.Make(app.Services));
        }

        var serve = words.Length == 0 || (words[0].StartsWith('-') && words[0] is not ("--help" or "-h" or "-?" or "--version"));
        var parsed = root.Parse(serve ? ["serve", .. words] : words);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return ExitStatus.Refused;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Arrêté. Ce qui était enregistré est gardé.");
            return ExitStatus.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WrongSetting)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e is WrongSetting ? ExitStatus.Refused : ExitStatus.Failed;
        }
    }
}
