using Musenor.Accounts.Access;
using Musenor.Accounts.SignIn;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>The password once more, before what a stranger at an open session must not do.</summary>
public sealed class AskPassword(Credentials credentials, Attempts attempts, TimeProvider clock)
{
    public const string Field = "current";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Before a second factor is added or taken off: what a password alone opens must not be able to make itself a second factor where
    /// there is one already. Null when it may.
    /// </summary>
    public async Task<Outcome?> ForFactors(Person who, string? password, CancellationToken stop = default) =>
        !who.SecondFactor && await credentials.HasFactor(who.Id, stop) ? new Outcome.Invalid("", Texts.Of("Accounts")["FactorFirst"]) : await Run(who, password, stop);

    /// <summary>Null when it is right. Somebody who has no password, and signed in with a passkey in the last minutes, has proved as much.</summary>
    public async Task<Outcome?> Run(Person who, string? password, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        var account = await credentials.OfId(who.Id, stop);
        if (account is { PasswordHash: null })
        {
            return await credentials.IsFreshPasskey(who.SessionId, clock.GetUtcNow() - Fresh, stop) ? null : new Outcome.Invalid(Field, words["SignInAgain"]);
        }

        var attempt = new Attempts.Try(who.Id, who.SessionId, Known: true);
        if (string.IsNullOrEmpty(password))
        {
            return new Outcome.Invalid(Field, words["CurrentMissing"]);
        }

        if (await attempts.Admit(attempt, stop) is { } wait)
        {
            return new Outcome.TooMany(wait, words["CurrentTooMany"]);
        }

        if (!await credentials.Check(account, password, stop))
        {
            return new Outcome.Invalid(Field, words["CurrentWrong"]);
        }

        await attempts.Right(attempt, stop);
        return null;
    }
}
