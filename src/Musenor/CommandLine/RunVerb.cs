using System.CommandLine;
using System.CommandLine.Help;
using System.Data.Common;
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
        root.Options.OfType<HelpOption>().Single().Description = "Affiche l’aide";
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
            // After Ctrl-C a verb may finish what it began, and no more.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Arrêté. Ce qui était enregistré est gardé.");
            return ExitStatus.Failed;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(Sentence(e));
            return e is WrongSetting ? ExitStatus.Refused : ExitStatus.Failed;
        }
    }

    /// <summary>What the operator can act on in one sentence; a fault of ours with all that is needed to report it.</summary>
    internal static string Sentence(Exception fault) => fault switch
    {
        WrongSetting or EditedMigration or UnauthorizedAccessException => fault.Message,
        _ when DatabaseFailure.Sentence(fault) is { } sentence => sentence,
        DbException => $"La base de données ne répond pas comme attendu : {fault.Message}",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => "Cette adresse est déjà prise par un autre programme : en choisir une autre (MUSENOR_URLS pour ./run, --urls pour serve).",
        IOException => $"Lecture ou écriture impossible : {fault.Message}",
        _ => $"La commande a échoué : {fault}",
    };
}
