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
    public async Task Run(HttpContext context, Account account, string proof, CancellationToken stop = default)
    {
        if (browsers.For(context.Request, account) is null)
        {
            await Tell(context, account, stop);
        }

        browsers.Remember(context, account);
        await sessions.SignIn(context, account.Id, proof, stop);
    }

    private async Task Tell(HttpContext context, Account account, CancellationToken stop)
    {
        // A demonstration account has no mail box; the very first session is no news.
        if (account.IsDemo || !await HasSignedInBefore(account, stop))
        {
            return;
        }

        var now = ParisDay.Wall(clock.GetUtcNow());
        var browser = BrowserName.InWords(context.Request.Headers.UserAgent.ToString());
        await database.Write(async (connection, transaction) =>
        {
            await mail.Send(connection, transaction, new("NewBrowser") { AccountId = account.Id, Path = "/compte/sessions", Values = [$"{now:d MMMM yyyy}", $"{now:HH:mm}", browser] });
            return 0;
        }, stop);
    }

    private async Task<bool> HasSignedInBefore(Account account, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<int>("select count(*) from session where account_id = @Id", new { account.Id }) > 0;
    }
}
