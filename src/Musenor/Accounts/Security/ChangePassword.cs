using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>A new password, known to whoever has the old one. Every other session ends.</summary>
public sealed class ChangePassword(AskPassword ask, Credentials credentials, SecurityMail mail, Database database, TimeProvider clock)
{
    public sealed record Form(string? Current, string? Password);

    public async Task<Outcome> Run(Form form, Person who, CancellationToken stop = default)
    {
        if (await ask.Run(who, form.Current, stop) is { } refused)
        {
            return refused;
        }

        if (PasswordRules.Problem(form.Password, who.Email, who.Name) is { } weak)
        {
            return new Outcome.Invalid("password", weak);
        }

        var hash = credentials.Hash(form.Password!);
        return await database.Write(async (connection, transaction) =>
        {
            await Credentials.SetPassword(connection, transaction, who.Id, hash);
            await Credentials.EndSessions(connection, transaction, who.Id, clock.GetUtcNow(), except: who.SessionId);
            await AccountLinks.Forget(connection, transaction, who.Id);
            await connection.ExecuteAsync("delete from address_change where account_id = @Id", new { who.Id }, transaction);
            await mail.Send(connection, transaction, new("PasswordChanged") { AccountId = who.Id, Path = "/compte/mot-de-passe-oublie" }, "account.password", who);
            return (Outcome)new Outcome.Done(who.Id);
        }, stop);
    }
}
