using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;
using Musenor.Accounts.SignUp;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts;

/// <summary>Makes an account with a role, for operators: the first administrator, demonstration, tests. An account that is there gets the role.</summary>
public sealed class AddAccount(Credentials credentials, Database database, Journal journal, TimeProvider clock)
{
    /// <param name="Password">Null for an account that is there: it keeps its own in any case.</param>
    /// <param name="Role">Null for an account without any.</param>
    public sealed record Form(string Email, string Name, string? Password, Role? Role, string? Museum, bool IsDemo = false);

    public async Task<Outcome> Run(Form form, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (form.Role is { } role && Roles.OfAMuseum.Contains(role) != form.Museum is not null)
        {
            return new Outcome.Invalid("museum", words[form.Museum is null ? "RoleNeedsMuseum" : "RoleWithoutMuseum", role.Label()]);
        }

        if (EmailAddress.Read(form.Email) is not { } email)
        {
            return new Outcome.Invalid("email", words["EmailProblem"]);
        }

        var there = await credentials.Find(email, stop);
        if (there is null && Problem(form, email) is { } problem)
        {
            return problem;
        }

        var hash = there is null ? credentials.Hash(form.Password!) : "";
        return await database.Write(async (connection, transaction) =>
        {
            var id = there?.Id ?? await Make(connection, transaction, form with { Email = email }, hash);
            if (form.Role is { } given)
            {
                await Give(connection, transaction, id, given, form.Museum);
            }

            return (Outcome)new Outcome.Done(id);
        }, stop);
    }

    private static Outcome.Invalid? Problem(Form form, string email)
    {
        if (PersonName.Read(form.Name) is null)
        {
            return new Outcome.Invalid("name", Texts.Of("Accounts")["NameProblem", PersonName.Longest]);
        }

        return PasswordRules.Problem(form.Password, email, form.Name) is { } weak ? new Outcome.Invalid("password", weak) : null;
    }

    private async Task<string> Make(DbConnection connection, DbTransaction transaction, Form form, string hash)
    {
        var id = Guid.CreateVersion7().ToString();
        await connection.ExecuteAsync("""
            insert into account (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp, concurrency_stamp,
                                 lockout_enabled, name, is_demo, created_at)
            values (@id, @Email, @folded, @Email, @folded, @yes, @hash, @stamp, @stamp, @no, @name, @IsDemo, @now)
            """, new
        {
            id,
            form.Email,
            folded = AddressFolding.Fold(form.Email),
            yes = true,
            no = false,
            hash,
            stamp = Credentials.NewStamp(),
            name = PersonName.Read(form.Name),
            form.IsDemo,
            now = clock.GetUtcNow(),
        }, transaction);
        await journal.Write(connection, transaction, new(Person.Operator, "account.create", "account", id));
        return id;
    }

    /// <summary>The role from today on, unless it is held already.</summary>
    private async Task Give(DbConnection connection, DbTransaction transaction, string account, Role role, string? museum)
    {
        var given = await connection.ExecuteAsync("""
            insert into membership (id, account_id, role, museum_id, state, starts_on, created_at)
            select @id, @account, @role, @museum, 'active', @today, @now
            where not exists (select 1 from membership m where m.account_id = @account and m.role = @role and coalesce(m.museum_id, '') = coalesce(@museum, '')
                              and m.state = 'active' and m.starts_on <= @today and (m.ends_on is null or m.ends_on >= @today))
            """, new { id = Guid.CreateVersion7().ToString(), account, role = role.Key(), museum, today = ParisDay.Today(clock), now = clock.GetUtcNow() }, transaction);
        if (given == 1)
        {
            await journal.Write(connection, transaction, new(Person.Operator, "membership.give", "account", account) { Museum = museum, After = role.Key() });
        }
    }
}
