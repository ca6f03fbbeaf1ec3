using System.Security.Cryptography;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Home;

/// <summary>
/// Accounts to try the demonstration with, one per role. Their passwords are drawn by the installation, in a file that its owner alone
/// reads; they open from the machine itself only (<c>is_demo</c>).
/// </summary>
public sealed class DemoAccounts(AddAccount add, MuseumDirectory museums, DataFolder folder, SiteSettings site)
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    // Nobody can write to « .invalid » (RFC 2606).
    private static readonly (string Name, Role? Role)[] People =
    [
        ("administrateur", Role.Administrator), ("reseau", Role.NetworkTeam), ("moderateur", Role.Moderator), ("materiel", Role.EquipmentKeeper),
        ("referent", Role.MuseumReferent), ("professionnel", Role.Professional), ("contributeur", null),
    ];

    private string FileName => folder.File("demo-accounts.txt");

    /// <summary>Run again after a stop, goes on: what is written in the file comes first.</summary>
    public async Task Make(CancellationToken stop = default)
    {
        var passwords = await Passwords(stop);
        var museum = (await museums.Read(stop)).All.FirstOrDefault(m => m.IsNetwork)?.Id;
        foreach (var (name, role) in People)
        {
            var inMuseum = role is { } held && Roles.OfAMuseum.Contains(held);
            if (inMuseum && museum is null)
            {
                continue;
            }

            var email = Email(name);
            var made = await add.Run(new(email, $"Démonstration, {role?.Label() ?? Role.Contributor.Label()}", passwords[email], role, inMuseum ? museum : null, IsDemo: true), stop);
            if (made is not Outcome.Done)
            {
                throw new InvalidOperationException($"The demonstration account {email} was refused: {made}.");
            }
        }
    }

    /// <summary>Told at each start, where there are any.</summary>
    public async Task Tell(Action<string> tell, CancellationToken stop = default)
    {
        if (!File.Exists(FileName))
        {
            return;
        }

        tell($"Comptes de démonstration, depuis cette machine seulement ({new Uri(site.BaseUrl, "/compte/connexion")}) :");
        foreach (var (email, password) in await Read(stop))
        {
            tell($"  {email,-32} {password}");
        }
    }

    private static string Email(string name) => $"{name}@demo.invalid";

    private async Task<Dictionary<string, string>> Passwords(CancellationToken stop)
    {
        if (File.Exists(FileName))
        {
            return await Read(stop);
        }

        var drawn = People.ToDictionary(p => Email(p.Name), _ => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5))));
        var whole = FileName + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new StreamWriter(whole, options))
        {
            foreach (var (email, password) in drawn)
            {
                await file.WriteLineAsync($"{email} {password}");
            }
        }

        File.Move(whole, FileName, overwrite: true);
        return drawn;
    }

    private async Task<Dictionary<string, string>> Read(CancellationToken stop) =>
        (await File.ReadAllLinesAsync(FileName, stop)).Select(line => line.Split(' ')).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);
}
