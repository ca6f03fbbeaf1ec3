using System.Text;
using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Import.National;
using Musenor.CommandLine;

namespace Musenor.Collections.Import.Profiles;

internal static class ProfilesSetup
{
    public static void AddProfiles(this IServiceCollection services)
    {
        services.AddSingleton<SaveProfile>();
        services.AddSingleton<ListProfiles>();
        services.AddSingleton<Workshop.IImportProfiles, ProfileChoices>();
        services.AddSingleton<OpenProfile>();
        services.AddSingleton<IPersonalRecords, ProfileRecords>();
        services.AddSingleton<CreateProfile>();
        services.AddOfficeEntry("gestion", "Collections", "Profile.List", ListProfilesPage.Path, 15, Rights.EditNotices);
        services.AddActivityWords("museum.profile_save", "Collections", "Journal.museum.profile_save", EditProfilePage.Address);
        services.AddVerb(ProfilesVerb.Verb);
        services.AddSingleton(s => NationalSource.Read(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<FetchNational>();
        // An address of the configuration is asked, and no other that it would lead to; compressed answers are counted once unfolded.
        services.AddHttpClient(FetchNational.Client, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("Musenor");
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(20),
        });
    }

    public static void MapProfiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ListProfilesPage.Path + "/{id}/export.json", async (HttpContext context, string id, OpenProfile open, CancellationToken stop) =>
            await open.Run(context.Known(), id, 0, stop) is { } found
                ? Results.File(Encoding.UTF8.GetBytes(ProfileJson.Export(found.Profile)), "application/json", "profil.json")
                : Results.NotFound())
            .WithMetadata(new NeedsAttribute(nameof(Rights.EditNotices)));
}
