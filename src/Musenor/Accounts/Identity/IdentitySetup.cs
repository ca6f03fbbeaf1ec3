using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Musenor.Accounts.Sessions;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Identity;

internal static class IdentitySetup
{
    // OWASP's figure of 2023 for PBKDF2-HMAC-SHA512. Older hashes are made anew when their owner signs in.
    internal const int HashIterations = 210_000;

    public static void AddIdentityStore(this IServiceCollection services)
    {
        services.AddDbContext<AccountStore>((portal, options) =>
        {
            var database = portal.GetRequiredService<Database>();
            _ = database.Engine == Engine.Sqlite ? options.UseSqlite(database.ConnectionString) : options.UseNpgsql(database.ConnectionString);
        });
        services.AddSingleton<ILookupNormalizer, AddressFolding>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = HashIterations);
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteSettings>(Passkeys);
        services.AddIdentityCore<Account>(Rules).AddEntityFrameworkStores<AccountStore>().AddSignInManager().AddDefaultTokenProviders();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(portal => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = new KeysInDatabase(portal.GetRequiredService<Database>())));
        services.AddDataProtection().SetApplicationName("Musenor");
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SiteSettings>(SessionCookie.Configure);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure<SiteSettings>(SessionCookie.ConfigureStep);
    }

    private static void Passkeys(IdentityPasskeyOptions passkeys, SiteSettings site)
    {
        passkeys.ServerDomain = site.BaseUrl.Host;
        // A passkey stands for two factors: the device, and the finger or code that opened it.
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AttestationConveyancePreference = "none";
        // The address of the site as it is set, never as a request tells it.
        passkeys.ValidateOrigin = asked => ValueTask.FromResult(
            !asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin) && Uri.Compare(origin, site.BaseUrl, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0);
    }

    private static void Rules(IdentityOptions rules)
    {
        rules.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        rules.User.RequireUniqueEmail = true;
        rules.User.AllowedUserNameCharacters = ""; // all: the name is the address, and EmailAddress has read it
        rules.SignIn.RequireConfirmedEmail = true;
        // Length, not recipes (ANSSI, NIST SP 800-63B): the use cases also refuse what is too common.
        rules.Password.RequiredLength = 12;
        rules.Password.RequiredUniqueChars = 5;
        rules.Password.RequireDigit = rules.Password.RequireLowercase = rules.Password.RequireUppercase = rules.Password.RequireNonAlphanumeric = false;
        // Wrong passwords are counted per account and address by SignIn/Attempts: a stranger must not shut a colleague out.
        rules.Lockout.AllowedForNewUsers = false;
    }
}
