using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Collections.Editing;
using Musenor.Collections.Generation;
using Musenor.Collections.Harvested;
using Musenor.Collections.Import;
using Musenor.Collections.Import.Profiles;
using Musenor.Collections.Import.Workshop;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Iiif;
using Musenor.Collections.Media.Photographs;
using Musenor.Collections.Notices;
using Musenor.Collections.Quality;
using Musenor.Collections.Search;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.CommandLine;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Collections;

public static class CollectionsSetup
{
    public static void AddCollections(this IServiceCollection services)
    {
        services.AddSingleton<WriteNotices>();
        services.AddSingleton<ImportNotices>();
        services.AddSingleton<ListImports>();
        services.AddVerb(ImportVerb.Import);
        services.AddVerb(ImportVerb.List);
        services.AddProfiles();
        services.AddSingleton<Reindex>();
        services.AddVerb(ReindexVerb.Verb);
        services.AddSingleton<ReadLines>();
        services.AddSingleton<ReadNotice>();
        services.AddSingleton<GiveReferences>();
        services.AddSingleton(s => new LeafAnswers(s.GetRequiredService<Database>(), TextIndex.For(s.GetRequiredService<Database>().Engine)));
        services.AddSingleton<CatalogueReader>();
        services.AddSingleton(s => new SearchNotices(
            s.GetRequiredService<CatalogueReader>(), s.GetRequiredService<LeafAnswers>(), s.GetRequiredService<MuseumDirectory>(), s.GetRequiredService<ReadLines>(), s.GetRequiredService<NoticeSources>()));
        services.AddSingleton<SearchHelp>();
        services.AddSingleton<IFreshness, CatalogueFreshness>();
        services.AddMenuEntry("Collections", "Menu", SearchState.Path, 10);
        services.AddSingleton<IWorksOnline, CountWorks>();
        services.AddSingleton<RefreshColumns>();
        services.AddSingleton<Pictures>();
        services.AddSingleton<Masters>();
        services.AddSingleton<StorePicture>();
        services.AddSingleton<DrawPictures>();
        services.AddSingleton<GenerateNotices>();
        services.AddSingleton<WriteGeneratedCsv>();
        services.AddVerb(GenerateVerb.Verb);
        services.AddHarvested();
        services.AddIiif();
        services.AddEditing();
        services.AddWorkshop();
        services.AddPhotographs();
        services.AddQuality();
    }

    private static void AddEditing(this IServiceCollection services)
    {
        services.AddSingleton<ChangeNotice>();
        services.AddSingleton<OpenNotice>();
        services.AddSingleton<EditNotice>();
        services.AddSingleton<Accounts.PersonalRecords.IPersonalRecords, EditorRecords>();
        services.AddSingleton<RestoreVersion>();
        services.AddSingleton<WithdrawNotices>();
        services.AddSingleton<PublishNotices>();
        services.AddSingleton(s => new Vocabulary(s.GetRequiredService<CatalogueReader>(), s.GetRequiredService<MuseumDirectory>()));
        services.AddSingleton(s => new ListNoticesToEdit(
            s.GetRequiredService<CatalogueReader>(), s.GetRequiredService<LeafAnswers>(), s.GetRequiredService<MuseumDirectory>(), s.GetRequiredService<ReadLines>(), s.GetRequiredService<NoticeSets>()));
        services.AddSingleton<IWaiting, NoticesWaiting>();
        services.AddOfficeEntry("gestion", "Collections", "Edit.List", NoticeFilter.Path, 10, Rights.EditNotices);
        foreach (var action in new[] { "notice.edit", "notice.restore", "notice.withdraw", "notice.publish" })
        {
            services.AddActivityWords(action, "Collections", $"Journal.{action}", NoticeLinks.Edit);
        }
    }

    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        ServePicture.Map(routes);
        routes.MapProfiles();
        routes.MapWorkshop();
        routes.MapPhotographs();
        routes.MapIiif();
        routes.MapQuality();
        routes.MapGet("/collections.json", async (HttpRequest request, SearchNotices search, SiteSettings site, CancellationToken stop) =>
            Results.Json(SearchJson.Of(await search.Run(SearchState.Read(request.Query), SearchJson.FacetValues, stop), site), SearchJson.Plain))
            .WithMetadata(new PublicPageAttribute(), CostAttribute.Search);
        routes.MapGet("/notices/{reference}.json", ShowNotice.Json).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/notices/{reference}.ris", ShowNotice.Ris).WithMetadata(new PublicPageAttribute());
    }
}
