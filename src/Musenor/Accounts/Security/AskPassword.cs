using Musenor.Accounts.Access;
using Musenor.Accounts.SignIn;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>The password once more, before what a stranger at an open session must not do.</summary>
public sealed class AskPassword(Credentials credentials, Attempts attempts)
{
    public const string Field = "current";

    /// <summary>False for somebody who signs in with a passkey alone.</summary>
    public async Task<bool> HasOne(Person who, CancellationToken stop = default) => await credentials.OfId(who.Id, stop) is { PasswordHash: not null };

    /// <summary>Null when it is right.</summary>
    public async Task<Outcome?> Run(Person who, string? password, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        var attempt = new Attempts.Try(who.Id, who.SessionId, Known: true);
        if (string.IsNullOrEmpty(password))
        {
            return new Outcome.Invalid(Field, words["CurrentMissing"]);
        }

        if (await attempts.Admit(attempt, stop) is { } wait)
        {
            return new Outcome.TooMany(wait, words["CurrentTooMany"]);
        }

        if (!await credentials.Check(await credentials.OfId(who.Id, stop), password, stop))
        {
            return new Outcome.Invalid(Field, words["CurrentWrong"]);
        }

        await attempts.Right(attempt, stop);
        return null;
    }
}
