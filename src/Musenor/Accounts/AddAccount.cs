using Dapper;
using Microsoft.AspNetCore.Identity;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts;

/// <summary>Makes an account with a role, for operators: the first administrator, demonstration, tests.</summary>
public sealed class AddAccount(UserManager<Account> accounts, Database database, Journal journal, TimeProvider clock)
{
    /// <param name="Role">Null for an account without any.</param>
    public sealed record Form(string Email, string Name, string Password, Role? Role, string? Museum, bool IsDemo = false);

    public async Task<Outcome> Run(Form form, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (form.Role is { } role && Roles.OfAMuseum.Contains(role) != form.Museum is not null)
        {
            return new Outcome.Invalid("museum", words[form.Museum is null ? "RoleNeedsMuseum" : "RoleWithoutMuseum", role.Label()]);
        }

        var account = await accounts.FindByEmailAsync(form.Email.Trim());
        if (account is null)
        {
            account = new Account { UserName = form.Email.Trim(), Email = form.Email.Trim(), EmailConfirmed = true, Name = form.Name, IsDemo = form.IsDemo, CreatedAt = clock.GetUtcNow() };
            var made = await accounts.CreateAsync(account, form.Password);
            if (!made.Succeeded)
            {
                return new Outcome.Invalid("password", string.Join(' ', made.Errors.Select(e => e.Description)));
            }
        }

        if (form.Role is { } given)
        {
            await Give(account.Id, given, form.Museum, stop);
        }

        return new Outcome.Done(account.Id);
    }

    private Task<int> Give(string account, Role role, string? museum, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var id = Guid.CreateVersion7().ToString();
        await journal.Write(connection, transaction, new(Person.Operator, "membership.give", "account", account) { Museum = museum, After = role.Key() });
        return await connection.ExecuteAsync("""
            insert into membership (id, account_id, role, museum_id, state, starts_on, created_at)
            values (@id, @account, @role, @museum, 'active', @today, @now)
            """, new { id, account, role = role.Key(), museum, today = ParisDay.Today(clock), now = clock.GetUtcNow() }, transaction);
    }, stop);
}
