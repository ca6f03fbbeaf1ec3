using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Web;

namespace Musenor.Collections.Harvested;

internal static class HarvestedSetup
{
    public static void AddHarvested(this IServiceCollection services)
    {
        services.AddSingleton<TakeHarvested>();
        services.AddSingleton<KeepSource>();
        services.AddSingleton<NoticeSources>();
        services.AddSingleton<IFreshness>(s => s.GetRequiredService<NoticeSources>());
        services.AddSingleton<ReadTwins>();
        services.AddSingleton<Thumbnails>();
        services.AddSingleton<ListTwins>();
        services.AddSingleton<DecideTwins>();
        services.AddOfficeEntry("gestion", "Collections", "Twins.Menu", ListTwinsPage.Path, 34, Rights.AlignTerms, under: "/gestion/sources");
        foreach (var verdict in DecideTwins.Verdicts)
        {
            services.AddActivityWords(DecideTwins.Action(verdict), "Collections", $"Journal.{DecideTwins.Action(verdict)}", _ => ListTwinsPage.Path);
        }
    }
}
