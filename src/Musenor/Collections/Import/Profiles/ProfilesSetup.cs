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
        services.AddSingleton<OpenProfile>();
        services.AddSingleton<IPersonalRecords, ProfileRecords>();
        services.AddActivityWords("museum.profile_save", "Collections", "Journal.museum.profile_save", id => $"/gestion/imports/profils/{id}");
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
}
