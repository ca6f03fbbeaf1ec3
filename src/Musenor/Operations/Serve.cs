using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Musenor.CommandLine;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Operations;

/// <summary>« serve »: the portal on the network.</summary>
public static class Serve
{
    private const string DefaultAddress = "http://localhost:5080";

    public static Command Verb(IServiceProvider services)
    {
        var urls = new Option<string>("--urls") { Description = "Adresse d’écoute (http://localhost:5080)" };
        var noDemo = new Option<bool>("--no-demo") { Description = "Commencer vide, sans la région de démonstration" };
        var verb = new Command("serve", "Sert le portail") { urls, noDemo };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            if (WantsDemonstration(services, parsed.GetValue(noDemo)))
            {
                await services.GetRequiredService<LoadFirstContent>().Run(Console.WriteLine, stop);
                await services.GetRequiredService<IFirstContent>().Welcome(Console.WriteLine, stop);
            }

            var app = services.GetRequiredService<IHost>();
            Listen(services, parsed.GetValue(urls));
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

    /// <summary>The address asked for, else that of the contract where nothing else was configured.</summary>
    private static void Listen(IServiceProvider services, string? asked)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        var configured = services.GetRequiredService<IConfiguration>()["urls"];
        if (addresses is null || (asked is null && configured is not null))
        {
            return; // the tests' server has none; a container names its own
        }

        addresses.Clear();
        foreach (var address in (asked ?? DefaultAddress).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            addresses.Add(Uri.TryCreate(address.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var valid) && valid.Scheme is "http" or "https"
                ? address
                : throw new WrongSetting("--urls", $"« {address} » n’est pas une adresse d’écoute : écrire par exemple http://localhost:5080."));
        }
    }
}
