using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.Office;
using Musenor.Accounts.PersonalRecords;
using Musenor.Accounts.Sessions;
using Musenor.Accounts.SignIn;
using Musenor.Web;

namespace Musenor.Accounts;

public static class AccountsSetup
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityStore();
        services.AddSingleton<ReadPerson>();
        services.AddSingleton<OpenSession>();
        services.AddSingleton<Journal>();
        services.AddSingleton<AddAccount>();
        services.AddSignIn();
        services.AddSingleton<IVisitorLinks, VisitorLinks>();
        services.AddOfficeEntry("gestion", "Accounts", "TodayTitle", "/gestion", 0, Rights.Office);
        services.AddMembers();
        services.AddPersonalRecords();
        services.AddOfficeEntry("pro", "Accounts", "ProTitle", "/pro", 0, Rights.ProSpace);
        services.AddSingleton<RecentActivity>();
    }

    /// <summary>Before the pages: who asks, and whether they may.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        CurrentPerson.Use(app);
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapSignIn();
        Members.Map(routes);
        PersonalRecordsSetup.Map(routes);
    }
}
