using System.Text.Json;
using Dapper;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Accounts.SignUp;

/// <summary>
/// Asks for an account. None is made before the address has said yes: until then the name and the hash are in the link. So an account that
/// a stranger asked for in somebody's name never waits with a stranger's password.
/// </summary>
public sealed class SignUp(Credentials credentials, AccountLinks links, SecurityMail mail, Database database, Quota quota)
{
    public const string FormName = "creer-compte";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    internal static readonly QuotaRule ByClient = new("sign-up-client", 10, TimeSpan.FromHours(1));
    internal static readonly QuotaRule ByAddress = new("sign-up-address", 5, TimeSpan.FromHours(24));

    public sealed record Form(string? Name, string? Email, string? Password, string Client);

    internal sealed record Asked(string Email, string Name, string PasswordHash);

    /// <summary>Done says nothing of whether the address has an account: its owner alone learns it, by mail.</summary>
    public async Task<Outcome> Run(Form form, CancellationToken stop = default)
    {
        var (name, email) = (PersonName.Read(form.Name), EmailAddress.Read(form.Email));
        if (Problems(name, email, form.Password) is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        if (await quota.Take(ByClient, form.Client, stop) is { } wait)
        {
            return new Outcome.TooMany(wait, Texts.Of("Accounts")["SignUpTooManyClient"]);
        }

        if (await quota.Take(ByAddress, AddressFolding.Fold(email)!, stop) is { } longer)
        {
            return new Outcome.TooMany(longer, Texts.Of("Accounts")["SignUpTooManyAddress"]);
        }

        // Before the question whether there is an account: both answers cost one hash.
        var asked = new Asked(email!, name!, credentials.Hash(form.Password!));
        var there = await credentials.Find(email, stop);
        return await database.Write(async (connection, transaction) =>
        {
            if (there is not null)
            {
                await mail.Send(connection, transaction, new("Already") { AccountId = there.Id, Path = "/compte/mot-de-passe-oublie" });
            }
            else
            {
                await Send(connection, transaction, asked);
            }

            return (Outcome)new Outcome.Done(asked.Email);
        }, stop);
    }

    /// <summary>The mail again, for an address that asked for an account and has not said yes; the same answer for any other.</summary>
    public async Task<Outcome> Again(string? email, string client, CancellationToken stop = default)
    {
        if (EmailAddress.Read(email) is not { } address)
        {
            return new Outcome.Invalid("email", Texts.Of("Accounts")["EmailProblem"]);
        }

        var wait = await quota.Take(ByClient, client, stop) ?? await quota.Take(ByAddress, AddressFolding.Fold(address)!, stop);
        if (wait is { } told)
        {
            return new Outcome.TooMany(told, Texts.Of("Accounts")["SignUpTooManyAddress"]);
        }

        return await database.Write(async (connection, transaction) =>
        {
            var about = await connection.QueryFirstOrDefaultAsync<string?>(
                "select about from account_link where address = @folded and purpose = @SignUp order by created_at desc, token_hash limit 1",
                new { folded = AddressFolding.Fold(address), AccountLinks.SignUp }, transaction);
            if (about is not null)
            {
                await Send(connection, transaction, JsonSerializer.Deserialize<Asked>(about)!);
            }

            return (Outcome)new Outcome.Done(address);
        }, stop);
    }

    private async Task Send(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, Asked asked)
    {
        var link = new AccountLink { Purpose = AccountLinks.SignUp, Address = AddressFolding.Fold(asked.Email)!, About = JsonSerializer.Serialize(asked) };
        var token = await links.Make(connection, transaction, link, Lifetime);
        await mail.Send(connection, transaction, new("SignUp") { Address = asked.Email, Path = $"/compte/confirmer?jeton={token}" });
    }

    private static List<FieldProblem> Problems(string? name, string? email, string? password)
    {
        var words = Texts.Of("Accounts");
        var problems = new List<FieldProblem>();
        if (name is null)
        {
            problems.Add(new("nom", words["NameProblem", PersonName.Longest]));
        }

        if (email is null)
        {
            problems.Add(new("email", words["EmailProblem"]));
        }

        if (PasswordRules.Problem(password, email ?? "", name ?? "") is { } weak)
        {
            problems.Add(new("password", weak));
        }

        return problems;
    }
}
