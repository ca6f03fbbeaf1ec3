using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
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
            if (!Uri.TryCreate(address.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var valid) || valid.Scheme is not ("http" or "https"))
            {
                throw new WrongSetting("--urls", $"« {address} » n’est pas une adresse d’écoute : écrire par exemple http://localhost:5080.");
            }

            if (asked is not null)
            {
                MustBeFree(valid);
            }

            addresses.Add(address);
        }

        WarnOfOtherAddress(services, asked);
    }

    /// <summary>The server would say it too, under the traces of all that it stops.</summary>
    private static void MustBeFree(Uri address)
    {
        if (address.Port == 0 || !IPAddress.TryParse(address.Host == "localhost" ? "127.0.0.1" : address.Host.Trim('[', ']'), out var place))
        {
            return;
        }

        try
        {
            using var probe = new TcpListener(place, address.Port);
            probe.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException(e.Message, new AddressInUseException(e.Message, e));
        }
    }

    /// <summary>Links, identifiers and the repository tell the public address, which nothing takes from where the portal listens.</summary>
    private static void WarnOfOtherAddress(IServiceProvider services, string? asked)
    {
        if (asked is not null && asked != DefaultAddress && services.GetRequiredService<IConfiguration>()["Site:BaseUrl"] is null)
        {
            Console.Error.WriteLine($"Les liens que le portail écrit commencent par {services.GetRequiredService<SiteSettings>().BaseUrl.GetLeftPart(UriPartial.Authority)} : indiquer aussi --Site:BaseUrl={asked.Split(';')[0]}, ou l’adresse publique.");
        }
    }
}
