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
    public static void AddIdentityStore(this IServiceCollection services)
    {
        services.AddDbContext<AccountStore>((portal, options) =>
        {
            var database = portal.GetRequiredService<Database>();
            _ = database.Engine == Engine.Sqlite ? options.UseSqlite(database.ConnectionString) : options.UseNpgsql(database.ConnectionString);
        });
        services.AddIdentityCore<Account>(Rules).AddEntityFrameworkStores<AccountStore>().AddSignInManager().AddDefaultTokenProviders();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(portal => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = new KeysInDatabase(portal.GetRequiredService<Database>())));
        services.AddDataProtection().SetApplicationName("Musenor");
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>(portal =>
            new ConfigureNamedOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(
                IdentityConstants.ApplicationScheme, cookie => SessionCookie.Configure(cookie, portal.GetRequiredService<SiteSettings>())));
    }

    private static void Rules(IdentityOptions rules)
    {
        rules.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        rules.User.RequireUniqueEmail = true;
        rules.SignIn.RequireConfirmedEmail = true;
        // Length, not recipes (ANSSI, NIST SP 800-63B): the use cases also refuse what is too common.
        rules.Password.RequiredLength = 12;
        rules.Password.RequiredUniqueChars = 5;
        rules.Password.RequireDigit = rules.Password.RequireLowercase = rules.Password.RequireUppercase = rules.Password.RequireNonAlphanumeric = false;
        // Wrong passwords are counted per account and address by SignIn/Attempts: a stranger must not shut a colleague out.
        rules.Lockout.AllowedForNewUsers = false;
    }
}
