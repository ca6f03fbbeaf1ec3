using System.CommandLine;
using Musenor.CommandLine;
using Musenor.Storage;

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
            var app = services.GetRequiredService<IHost>();
            await app.RunAsync(stop);
            return ExitStatus.Done;
        });
        return verb;
    }
}
