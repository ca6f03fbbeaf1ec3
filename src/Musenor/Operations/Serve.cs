using System.CommandLine;
using Musenor.CommandLine;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Operations;

/// <summary>« serve »: the portal on the network.</summary>
public static class Serve
{
    public static Command Verb(IServiceProvider services)
    {
        var urls = new Option<string>("--urls") { Description = "Adresse d’écoute (http://localhost:5080)" };
        var noDemo = new Option<bool>("--no-demo") { Description = "Commencer vide, sans la région de démonstration" };
        var verb = new Command("serve", "Sert le portail") { urls, noDemo };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            if (WantsDemonstration(services, parsed.GetValue(noDemo)))
            {
                await services.GetRequiredService<LoadFirstContent>().Run(Console.WriteLine, stop);
            }

            var app = services.GetRequiredService<IHost>();
            await app.RunAsync(stop);
            return ExitStatus.Done;
        });
        return verb;
    }

    private static bool WantsDemonstration(IServiceProvider services, bool refused)
    {
        var said = services.GetRequiredService<IConfiguration>()["Site:Demo"] ?? bool.TrueString;
        if (!bool.TryParse(said, out var wanted))
        {
            throw new WrongSetting("Site:Demo", $"« {said} » n’est pas une réponse : écrire true ou false.");
        }

        return wanted && !refused && services.GetRequiredService<SiteSettings>().Kind == SiteKind.Network;
    }
}
