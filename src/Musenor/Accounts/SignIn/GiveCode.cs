using Musenor.Accounts.Security;
using Musenor.Web;

namespace Musenor.Accounts.SignIn;

/// <summary>Second step: the code of the application, or one of the codes on paper.</summary>
public sealed class GiveCode(PendingSignIn pending, SecondFactor factor, Attempts attempts, Enter enter)
{
    public async Task<Outcome> Run(string? code, HttpContext context, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (await pending.Read(context) is not { } account)
        {
            return new Outcome.Invalid("", words["CodeTooLate"]);
        }

        // Whoever is here has the password: the codes of this account are counted wherever they come from. The way back is a new password by mail
        // for a stranger's guesses, the codes on paper for one's own.
        var attempt = new Attempts.Try($"code:{account.Id}", account.SecurityStamp ?? "", Known: true);
        if (await attempts.Admit(attempt, stop) is { } wait)
        {
            return new Outcome.TooMany(wait, words["CodeTooMany"]);
        }

        if (await factor.Check(account, code, stop) is not { } proof)
        {
            return new Outcome.Invalid("code", words["CodeWrong"]);
        }

        if (SignIn.Refusal(account, context) is { } refusal)
        {
            return new Outcome.Invalid("", refusal);
        }

        await attempts.Right(attempt, stop);
        await pending.Close(context);
        return await enter.Run(context, account, proof, stop) ? new Outcome.Done(account.Id) : new Outcome.Invalid("code", words["CodeWrong"]);
    }
}
