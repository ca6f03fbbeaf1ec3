using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Media.Photographs.Download;
using Musenor.Collections.Media.Photographs.Tray;
using Musenor.Collections.Media.Photographs.Views;
using Musenor.CommandLine;

namespace Musenor.Collections.Media.Photographs;

internal static class PhotographsSetup
{
    public static void AddPhotographs(this IServiceCollection services)
    {
        services.AddSingleton<MakeDerivatives>();
        services.AddSingleton<SweepMasters>();
        services.AddSingleton<KeepPhotograph>();
        services.AddSingleton<AttachPhotographs>();
        services.AddSingleton<ImportPhotographs>();
        services.AddSingleton<DownloadPicture>();
        services.AddSingleton<OpenPictures>();
        services.AddSingleton<ArrangePhotographs>();
        services.AddSingleton<AddPhotographs>();
        services.AddSingleton<ReadTray>();
        services.AddSingleton<SettleWaiting>();
        services.AddSingleton<IWaiting, PhotographsWaiting>();
        services.AddSingleton<IPersonalRecords, PhotographRecords>();
        services.AddVerb(PhotosVerb.Make);
        services.AddOfficeEntry("gestion", "Collections", "Tray.Title", ListWaitingPage.Path, 15, Rights.EditNotices);
        foreach (var action in new[] { "notice.picture_add", "notice.picture_edit", "notice.picture_remove", "notice.picture_restore" })
        {
            services.AddActivityWords(action, "Collections", $"Journal.{action}", EditPhotographsPage.Address);
        }

        foreach (var action in new[] { "museum.photographs", "museum.photograph_discard" })
        {
            services.AddActivityWords(action, "Collections", $"Journal.{action}", museum => $"{ListWaitingPage.Path}?musee={Uri.EscapeDataString(museum)}");
        }
    }

    public static void MapPhotographs(this IEndpointRouteBuilder routes)
    {
        DownloadPicture.Map(routes);
        ServeWaiting.Map(routes);
    }
}
