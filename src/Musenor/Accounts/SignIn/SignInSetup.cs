using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Accounts.Security;
using Musenor.Accounts.Sessions;
using Musenor.Accounts.SignUp;
using Musenor.CommandLine;
using Musenor.Web;

namespace Musenor.Accounts.SignIn;

/// <summary>Sign-up, sign-in and the safety of one's own account.</summary>
internal static class SignInSetup
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<Credentials>();
        services.AddSingleton<AccountLinks>();
        services.AddSingleton<SecurityMail>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<PendingSignIn>();
        services.AddSingleton<Enter>();
        services.AddSingleton<Refresh>();
        services.AddSingleton<AskPassword>();
        services.AddSingleton<SignUp.SignUp>();
        services.AddSingleton<ConfirmSignUp>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<GiveCode>();
        services.AddScoped<SignInByKey>();
        services.AddSingleton<SecondFactor>();
        services.AddScoped<Passkeys>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<AskReset>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<ChangeEmail>();
        services.AddSingleton<ConfirmEmail>();
        services.AddSingleton<NotMe>();
        services.AddSingleton<ListSessions>();
        services.AddSingleton<ListAccounts>();
        services.AddVerb(UsersVerb.Verb);
        services.AddOfficeEntry("compte", "Accounts", "MyAccount", "/compte", 0, Rights.OwnAccount);
        services.AddOfficeEntry("compte", "Accounts", "PasswordEntry", "/compte/mot-de-passe", 10, Rights.OwnAccount);
        services.AddOfficeEntry("compte", "Accounts", "AddressEntry", "/compte/adresse", 11, Rights.OwnAccount);
        services.AddOfficeEntry("compte", "Accounts", "SecondFactorEntry", "/compte/double-authentification", 12, Rights.OwnAccount);
        services.AddOfficeEntry("compte", "Accounts", "KeysEntry", "/compte/cles", 13, Rights.OwnAccount);
        services.AddOfficeEntry("compte", "Accounts", "SessionsEntry", "/compte/sessions", 14, Rights.OwnAccount);
    }

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/compte/deconnexion", SignOut.Run).WithMetadata(new OpenAttribute());
        routes.MapPost("/compte/connexion/cle/options", KeyOptions.ToSignIn).WithMetadata(new OpenAttribute());
        routes.MapPost("/compte/cles/options", KeyOptions.ToAdd).WithMetadata(new NeedsAttribute(nameof(Rights.OwnAccount)));
    }
}
