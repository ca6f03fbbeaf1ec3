using System.CommandLine;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.CommandLine;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Import.Profiles;

/// <summary>« profiles », « profiles export NAME », « profiles import FILE ».</summary>
internal static class ProfilesVerb
{
    public static Command Verb(IServiceProvider services)
    {
        var verb = new Command("profiles", "Liste les profils de correspondance des imports") { Export(services), Import(services) };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var saved = await services.GetRequiredService<ListProfiles>().Run(Person.Operator, stop);
            var lines = saved.Select(p => (p.Id, p.Name, Museum: p.MuseumId ?? "", p.Version))
                .Concat(PresetProfiles.All.Select(p => (p.Id, p.Profile.Name, Museum: "", p.Version))).ToArray();
            await Console.Out.WriteLineAsync(parsed.GetValue<bool>("--json")
                ? JsonSerializer.Serialize(new { profiles = lines.Select(l => new { profile = l.Id, name = l.Name, museum = l.Museum, version = l.Version, preset = PresetProfiles.Find(l.Id) is not null }) })
                : string.Join('\n', lines.Select(l => $"{l.Name} : {(l.Museum.Length > 0 ? l.Museum : PresetProfiles.Find(l.Id) is null ? "réseau" : "modèle")}, version {l.Version}")));
            return ExitStatus.Done;
        });
        return verb;
    }

    private static Command Export(IServiceProvider services)
    {
        var name = new Argument<string>("NAME") { Description = "Nom du profil" };
        var museum = new Option<string>("--museum") { Description = "Code du musée du profil" };
        var verb = new Command("export", "Écrit un profil en JSON sur la sortie") { name, museum };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            await using var connection = await services.GetRequiredService<Database>().Open(stop);
            var (profile, refusal) = await FindProfile.Run(connection, parsed.GetRequiredValue(name), parsed.GetValue(museum));
            await (profile is null ? Console.Error : Console.Out).WriteLineAsync(profile is null ? $"{char.ToUpperInvariant(refusal![0])}{refusal[1..]}" : ProfileJson.Export(profile.Profile));
            return profile is null ? ExitStatus.Refused : ExitStatus.Done;
        });
        return verb;
    }

    private static Command Import(IServiceProvider services)
    {
        var file = new Argument<string>("FILE") { Description = "Profil exporté (JSON)" };
        var museum = new Option<string>("--museum") { Description = "Code du musée qui le reçoit ; sans lui, le réseau" };
        var verb = new Command("import", "Reçoit un profil exporté : nouveau, ou nouvelle version de celui du même nom") { file, museum };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var refusal = await Receive(services, parsed.GetRequiredValue(file), parsed.GetValue(museum)?.ToUpperInvariant(), stop);
            if (refusal is not null)
            {
                await Console.Error.WriteLineAsync($"« {parsed.GetRequiredValue(file)} » : {refusal}");
                return ExitStatus.Refused;
            }

            await Console.Out.WriteLineAsync("Profil reçu.");
            return ExitStatus.Done;
        });
        return verb;
    }

    /// <summary>One sentence when it cannot be received.</summary>
    public static async Task<string?> Receive(IServiceProvider services, string path, string? museum, CancellationToken stop)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > ProfileJson.LongestFile)
        {
            return "ce fichier n’existe pas, ou il est trop lourd pour un profil.";
        }

        var (profile, problem) = ProfileJson.Import(await File.ReadAllTextAsync(path, stop));
        if (profile is null)
        {
            return problem;
        }

        await using var connection = await services.GetRequiredService<Database>().Open(stop);
        if (museum is not null && !(await services.GetRequiredService<Museums.MuseumDirectory>().Read(stop)).ById.ContainsKey(museum))
        {
            return $"le musée {museum} n’est pas dans l’annuaire.";
        }

        var same = await ProfileStore.Named(connection, museum, profile.Name);
        return await services.GetRequiredService<SaveProfile>().Run(Person.Operator, new(same?.Id, museum, profile, same?.Version ?? 0), stop) switch
        {
            Outcome.Invalid invalid => invalid.Problem,
            Outcome.Done => null,
            var other => throw new InvalidOperationException($"Nobody told what to do with {other}."),
        };
    }
}
