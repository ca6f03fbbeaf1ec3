using Dapper;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;
using Musenor.Accounts.Sessions;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.SignIn;

/// <summary>The person has proved who they are: the session opens, always a new one; a browser never seen before is told by mail.</summary>
public sealed class Enter(OpenSession sessions, KnownBrowser browsers, SecurityMail mail, Database database, TimeProvider clock)
{
    /// <param name="proof">password, totp, passkey or recovery.</param>
    /// <returns>False when the account changed while the proof was being checked: it has to be given again.</returns>
    public async Task<bool> Run(HttpContext context, Account account, string proof, CancellationToken stop = default)
    {
        var isNew = browsers.For(context.Request, account) is null && await HasSignedInBefore(account, stop);
        if (!await sessions.SignIn(context, account, proof, stop))
        {
            return false;
        }

        if (isNew)
        {
            await Tell(context, account, stop);
        }

        browsers.Remember(context, account);
        return true;
    }

    private async Task Tell(HttpContext context, Account account, CancellationToken stop)
    {
        var now = ParisDay.Wall(clock.GetUtcNow());
        var browser = BrowserName.InWords(context.Request.Headers.UserAgent.ToString());
        await database.Write(async (connection, transaction) =>
        {
            await mail.Send(connection, transaction, new("NewBrowser") { AccountId = account.Id, Path = "/compte/sessions", Values = [$"{now:d MMMM yyyy}", $"{now:HH:mm}", browser] });
            return 0;
        }, stop);
    }

    /// <summary>A demonstration account has no mail box; the very first session is no news.</summary>
    private async Task<bool> HasSignedInBefore(Account account, CancellationToken stop)
    {
        if (account.IsDemo)
        {
            return false;
        }

        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<int>("select count(*) from session where account_id = @Id", new { account.Id }) > 0;
    }
}
