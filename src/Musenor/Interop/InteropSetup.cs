using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Collections.Notices;
using Musenor.CommandLine;
using Musenor.Interop.Harvest;
using Musenor.Interop.JocondeExport;
using Musenor.Interop.OpenData;
using Musenor.Web;

namespace Musenor.Interop;

public static class InteropSetup
{
    public static void AddInterop(this IServiceCollection services)
    {
        services.AddSingleton<ChooseNotices>();
        services.AddSingleton<ReadSources>();
        services.AddSingleton<PrepareSending>();
        services.AddSingleton<NameNotices>();
        services.AddSingleton<MakeImages>();
        services.AddSingleton<PackageStore>();
        services.AddSingleton<BuildPackage>();
        services.AddSingleton<PackageBell>();
        services.AddSingleton<AskPackage>();
        services.AddSingleton<DecidePackage>();
        services.AddSingleton<MarkOnline>();
        services.AddSingleton<ReadSendings>();
        services.AddSingleton<PackageWorker>();
        services.AddHostedService(s => s.GetRequiredService<PackageWorker>());
        services.AddSingleton<IFreshness, SendingFreshness>();
        services.AddSingleton<INoticeLinks, LeadFromNotice>();
        services.AddOfficeEntry("gestion", "Interop", "Menu", ListSendingsPage.Path, 12, Rights.EditNotices);
        foreach (var action in new[] { AskPackage.Action, DecidePackage.SentAction, DecidePackage.OnlineAction, DecidePackage.CancelAction, MarkOnline.Action })
        {
            services.AddActivityWords(action, "Interop", $"Journal.{action}", id => Guid.TryParse(id, out _) ? ListSendingsPage.Address(id) : ListSendingsPage.Path);
        }

        services.AddOpenData();
        services.AddHarvest();
    }

    private static void AddOpenData(this IServiceCollection services)
    {
        services.AddSingleton<StreamNotices>();
        services.AddSingleton<WriteDump>();
        services.AddSingleton<MakeDumps>();
        services.AddHostedService<DumpRound>();
        services.AddSingleton<IFreshness, DumpFreshness>();
        services.AddVerb(ExportVerb.Verb);
    }

    public static void MapInterop(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/gestion/envois/{id:guid}/{file}", FetchPackage.Answer).WithMetadata(new NeedsAttribute(nameof(Rights.EditNotices)));
        routes.MapGet("/donnees/{file}", ServeDump.Answer).WithMetadata(new OpenAttribute());
        routes.MapGet("/notices/{reference}.lido.xml", ServeNotice.Lido).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/notices/{reference}.jsonld", ServeNotice.JsonLd).WithMetadata(new PublicPageAttribute());
    }
}
