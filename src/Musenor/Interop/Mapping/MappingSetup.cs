using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Interop.Alignment;
using Musenor.Interop.Harvest;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Links;

namespace Musenor.Interop.Mapping;

internal static class MappingSetup
{
    public static void AddMapping(this IServiceCollection services)
    {
        services.AddSingleton<FindMuseums>();
        services.AddSingleton<AlignTerms>();
        services.AddSingleton<WriteMapped>();
        services.AddSingleton<MapRecords>();
        services.AddSingleton<ReadCoverage>();
        services.AddSingleton<IHarvestedRecords>(s => s.GetRequiredService<MapRecords>());
        services.AddSingleton<ReadOrigins>();
        services.AddSingleton<OaiPmh.IOrigins, TellOrigins>();
        services.AddSingleton<MappingBell>();
        services.AddSingleton<MappingRound>();
        services.AddHostedService(s => s.GetRequiredService<MappingRound>());
        services.AddSingleton<ReadMapping>();
        services.AddSingleton<ReplayMapping>();
        services.AddSingleton<ListAlignments>();
        services.AddSingleton<DecideAlignment>();
        services.AddSingleton<Accounts.PersonalRecords.IPersonalRecords, AlignmentRecords>();
        services.AddSingleton(s => new AskLink(s.GetRequiredService<Web.SiteSettings>(), new Harvest.Fetching.AddressGuard(s.GetRequiredService<IConfiguration>())));
        services.AddSingleton<CheckLinks>();
        services.AddSingleton<ListLinks>();
        services.AddHostedService<LinkRound>();
        services.AddSingleton<Thumbnails.FetchThumbnails>();
        services.AddHostedService<Thumbnails.ThumbnailRound>();
        services.AddOfficeEntry("gestion", "Interop", "Link.Menu", ListLinksPage.Path, 32, Rights.AlignTerms, ListSourcesPage.Path);
        services.AddOfficeEntry("gestion", "Interop", "Alignment.Menu", ListAlignmentsPage.Path, 30, Rights.AlignTerms, ListSourcesPage.Path);
        services.AddOfficeEntry("gestion", "Interop", "Mapping.Menu", ListMappingsPage.Path, 31, Rights.AlignTerms, ListSourcesPage.Path);
        services.AddActivityWords(DecideAlignment.AcceptAction, "Interop", $"Journal.{DecideAlignment.AcceptAction}", _ => ListAlignmentsPage.Path);
        services.AddActivityWords(DecideAlignment.RefuseAction, "Interop", $"Journal.{DecideAlignment.RefuseAction}", _ => ListAlignmentsPage.Path);
        services.AddActivityWords(ReplayMapping.Action, "Interop", $"Journal.{ReplayMapping.Action}", ListMappingsPage.Address);
    }
}
