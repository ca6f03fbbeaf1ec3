using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Accounts.SignIn;

/// <summary>Signs in with an address and a password; whoever has a second factor gives its code next.</summary>
public sealed class SignIn(Credentials credentials, Attempts attempts, KnownBrowser browsers, PendingSignIn pending, Enter enter)
{
    /// <summary>What <see cref="Outcome.Done"/> carries when a code is still to be given.</summary>
    public const string CodeNext = "code";

    public sealed record Form(string Email, string Password);

    public async Task<Outcome> Run(Form form, HttpContext context, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (EmailAddress.Read(form.Email) is not { } address || form.Password.Length == 0)
        {
            return new Outcome.Invalid("password", words["WrongPassword"]);
        }

        var account = await credentials.Find(address, stop);
        var known = account is null ? null : browsers.For(context.Request, account);
        var attempt = new Attempts.Try(AddressFolding.Fold(address)!, known ?? Client.Of(context), known is not null);
        if (await attempts.Admit(attempt, stop) is { } wait)
        {
            return new Outcome.TooMany(wait, words["SignInTooMany"]);
        }

        if (!await credentials.Check(account, form.Password, stop))
        {
            return new Outcome.Invalid("password", words["WrongPassword"]);
        }

        if (Refusal(account!, context) is { } refusal)
        {
            return new Outcome.Invalid("email", refusal);
        }

        await attempts.Right(attempt, stop);
        if (account!.TwoFactorEnabled)
        {
            await pending.Open(context, account);
            return new Outcome.Done(CodeNext);
        }

        return await enter.Run(context, account, "password", stop) ? new Outcome.Done(account.Id) : new Outcome.Invalid("password", words["WrongPassword"]);
    }

    /// <summary>Why a person who proved who they are does not come in; said to them only.</summary>
    internal static string? Refusal(Account account, HttpContext context) => account switch
    {
        { IsDemo: true } when !Client.IsThisMachine(context) => Texts.Of("Accounts")["DemoElsewhere"],
        { EmailConfirmed: false } => Texts.Of("Accounts")["EmailNotConfirmed"],
        _ => null,
    };
}
