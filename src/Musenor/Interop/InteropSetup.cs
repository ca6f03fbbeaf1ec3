using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.CommandLine;
using Musenor.Interop.Api;
using Musenor.Interop.Discovery;
using Musenor.Interop.Feeds;
using Musenor.Interop.Harvest;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.JocondeExport;
using Musenor.Interop.LinkedData;
using Musenor.Interop.Mapping;
using Musenor.Interop.OaiPmh;
using Musenor.Interop.OpenData;
using Musenor.Web;
using Musenor.Web.Abuse;

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
        services.AddSingleton<NoticeSending>();
        services.AddSingleton<INoticeStanding>(s => s.GetRequiredService<NoticeSending>());
        services.AddSingleton<INoticeListLinks>(s => s.GetRequiredService<NoticeSending>());
        services.AddSingleton<IWaiting, SendingsWaiting>();
        services.AddOfficeEntry("gestion", "Interop", "Menu", ListSendingsPage.Path, 12, Rights.EditNotices);
        foreach (var action in new[] { AskPackage.Action, DecidePackage.SentAction, DecidePackage.OnlineAction, DecidePackage.CancelAction, MarkOnline.Action })
        {
            services.AddActivityWords(action, "Interop", $"Journal.{action}", id => Guid.TryParse(id, out _) ? ListSendingsPage.Address(id) : ListSendingsPage.Path);
        }

        services.AddOpenData();
        services.AddApi();
        services.AddSingleton<ResolveArk>();
        services.AddSingleton<TakeActivities>();
        services.AddSingleton<ShowActivities>();
        services.AddMapping();
        services.AddOai();
        services.AddHarvest();
    }

    private static void AddOpenData(this IServiceCollection services)
    {
        services.AddSingleton<NoticeLido>();
        services.AddSingleton<StreamNotices>();
        services.AddSingleton<INoticeListLinks, DownloadList>();
        services.AddSingleton<WriteDump>();
        services.AddSingleton<MakeDumps>();
        services.AddHostedService<DumpRound>();
        services.AddSingleton<IFreshness, DumpFreshness>();
        services.AddVerb(ExportVerb.Verb);
    }

    public static void MapInterop(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/gestion/envois/{id:guid}/{file}", FetchPackage.Answer).WithMetadata(new NeedsAttribute(nameof(Rights.EditNotices)));
        routes.MapGet(DownloadList.Path + "/{kind}", DownloadList.Answer).WithMetadata(new NeedsAttribute(nameof(Rights.EditNotices)));
        routes.MapApi();
        routes.MapOai();
        routes.MapBoard();
        ServeFeed.Map(routes);
        ShowActivities.Map(routes);
        MapOpenData(routes);
    }

    private static void MapOpenData(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/donnees/index.json", DescribeDumps.Catalogue).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/donnees/SHA256SUMS", DescribeDumps.Sums).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/donnees/{file}", ServeDump.Answer).WithMetadata(new OpenAttribute());
        routes.MapGet("/notices/{reference}.lido.xml", ServeNotice.Lido).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/notices/{reference}.jsonld", ServeNotice.JsonLd).WithMetadata(new PublicPageAttribute());
        // Both forms of the identifier: ARKs of before 2020 have a « / » after the label.
        foreach (var form in new[] { "/ark:/{naan}/{**name}", "/ark:{naan}/{**name}" })
        {
            routes.MapGet(form, (string naan, string name, ResolveArk resolve, HttpContext context, CancellationToken stop) => resolve.Answer(naan, name, context, stop))
                .WithMetadata(new OpenAttribute(), new CostAttribute(1));
        }
    }
}
