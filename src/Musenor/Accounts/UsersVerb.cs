using System.CommandLine;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.Security;
using Musenor.CommandLine;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts;

/// <summary>« users » lists the accounts and their roles; « users add » makes one, or gives a role to one.</summary>
internal static class UsersVerb
{
    public static Command Verb(IServiceProvider services)
    {
        var email = new Argument<string>("EMAIL") { Description = "Adresse électronique" };
        var role = new Option<string>("--role") { Description = $"Rôle : {string.Join(", ", Given.Select(r => r.Key()))}", Required = true };
        var museum = new Option<string>("--museum") { Description = "Code du musée, pour un rôle tenu dans un musée" };
        var name = new Option<string>("--name") { Description = "Nom de la personne (défaut : le début de l’adresse)" };
        var password = new Option<bool>("--password-stdin") { Description = "Lire le mot de passe sur l’entrée standard" };
        var add = new Command("add", "Crée un compte, ou donne un rôle à un compte") { email, role, museum, name, password };
        add.SetAction((parsed, stop) => Add(services, new Asked(
            parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), parsed.GetValue(museum), parsed.GetValue(name), parsed.GetValue(password), parsed.GetValue<bool>("--json")), stop));
        var locked = new Argument<string>("EMAIL") { Description = "Adresse électronique" };
        var lift = new Command("lift-second-factor", "Retire le second facteur de quelqu’un qui a perdu téléphone et codes") { locked };
        lift.SetAction((parsed, stop) => Lift(services, parsed.GetRequiredValue(locked), stop));
        var verb = new Command("users", "Liste les comptes et leurs rôles") { add, lift };
        verb.SetAction((parsed, stop) => List(services, parsed.GetValue<bool>("--json"), stop));
        return verb;
    }

    private static IEnumerable<Role> Given => Enum.GetValues<Role>().Where(r => r > Role.Contributor);

    private sealed record Asked(string Email, string Role, string? Museum, string? Name, bool PasswordFromInput, bool Json);

    private static async Task<int> Add(IServiceProvider services, Asked asked, CancellationToken stop)
    {
        if (Roles.Read(asked.Role) is not { } role || !Given.Contains(role))
        {
            return await GivenFile.Refuse($"Le rôle « {asked.Role} » n’existe pas. Connus : {string.Join(", ", Given.Select(r => r.Key()))}.");
        }

        await services.GetRequiredService<Migrator>().Run(stop);
        await using var scope = services.CreateAsyncScope();
        var there = await scope.ServiceProvider.GetRequiredService<Credentials>().Find(asked.Email, stop);
        if (there is null && !asked.PasswordFromInput)
        {
            return await GivenFile.Refuse("Ce compte n’existe pas encore : donner son mot de passe sur l’entrée standard, avec --password-stdin.");
        }

        if (asked.Museum?.Trim() is { } museum && !(await scope.ServiceProvider.GetRequiredService<MuseumNames>().Read(stop)).Has(museum))
        {
            return await GivenFile.Refuse(Texts.Of("Accounts")["NoSuchMuseum", museum]);
        }

        var password = asked.PasswordFromInput ? (await Console.In.ReadLineAsync(stop))?.TrimEnd('\r') : null;
        var form = new AddAccount.Form(asked.Email, asked.Name ?? asked.Email.Split('@')[0], password, role, asked.Museum?.Trim());
        switch (await scope.ServiceProvider.GetRequiredService<AddAccount>().Run(form, stop))
        {
            case Outcome.Done(var id):
                await Console.Out.WriteLineAsync(asked.Json
                    ? JsonSerializer.Serialize(new { id, email = asked.Email, role = role.Key(), museum = asked.Museum, created = there is null })
                    : $"{asked.Email} : {(there is null ? "compte créé, " : "le compte garde son mot de passe, ")}rôle « {role.Label()} »{(asked.Museum is null ? "" : $" au musée {asked.Museum}")}.");
                return ExitStatus.Done;
            case Outcome.Invalid wrong:
                return await GivenFile.Refuse(string.Join(' ', wrong.Problems.Select(p => p.Problem)));
            case var other:
                throw new InvalidOperationException($"Nobody told what to do with {other}.");
        }
    }

    private static async Task<int> Lift(IServiceProvider services, string email, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Credentials>().Find(email, stop) is not { } account)
        {
            return await GivenFile.Refuse($"Aucun compte n’a l’adresse « {email} ».");
        }

        if (await scope.ServiceProvider.GetRequiredService<Administration.LiftFactors>().Run(Person.Operator, account.Id, stop) is Outcome.Invalid nothing)
        {
            return await GivenFile.Refuse($"{email} : {nothing.Problem}");
        }

        await Console.Out.WriteLineAsync($"{email} : second facteur retiré, sessions fermées ; un courriel prévient son titulaire.");
        return ExitStatus.Done;
    }

    private static async Task<int> List(IServiceProvider services, bool json, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var accounts = await services.GetRequiredService<ListAccounts>().Run(stop);
        if (json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                accounts = accounts.Select(a => new
                {
                    id = a.Id,
                    email = a.Email,
                    name = a.Name,
                    state = a.State,
                    is_demo = a.IsDemo,
                    second_factor = a.TwoFactorEnabled,
                    roles = a.Roles.Select(r => new { role = r.Role.Key(), museum = r.Museum }),
                }),
            }));
            return ExitStatus.Done;
        }

        foreach (var a in accounts)
        {
            var roles = string.Join(", ", a.Roles.Select(r => r.Role.Label() + (r.Museum is null ? "" : $" ({r.Museum})")));
            await Console.Out.WriteLineAsync($"{a.Email}  {a.Name}  {(roles.Length > 0 ? roles : "sans rôle")}{(a.IsDemo ? "  [démonstration]" : "")}{(a.State == "closing" ? "  [fermeture demandée]" : "")}");
        }

        await Console.Out.WriteLineAsync($"{accounts.Count} {(accounts.Count < 2 ? "compte" : "comptes")}.");
        return ExitStatus.Done;
    }
}
