using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Import;
using Musenor.Collections.Notices;
using Musenor.Collections.Quality.Bulk;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Vocabularies;
using Musenor.CommandLine;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Collections.Quality;

internal static class QualitySetup
{
    /// <summary>Where the figures are, for the menu and the pages.</summary>
    public const string Path = "/gestion/qualite";

    public static void AddQuality(this IServiceCollection services)
    {
        services.AddSingleton<LoadVocabulary>();
        services.AddSingleton<LoadedVocabularies>();
        services.AddSingleton<IFreshness>(s => s.GetRequiredService<LoadedVocabularies>());
        services.AddSingleton<SettleBatches>();
        services.AddVerb(VocabularyVerb.Verb);
        services.AddSingleton<ReviewReader>();
        services.AddSingleton<NoticeSets>();
        services.AddSingleton(s => new ReadQuality(s.GetRequiredService<CatalogueReader>(), s.GetRequiredService<MuseumDirectory>(), s.GetRequiredService<NoticeSets>()));
        services.AddSingleton(s => new ListDuplicates(s.GetRequiredService<NoticeSets>(), s.GetRequiredService<MuseumDirectory>(), s.GetRequiredService<ReadLines>()));
        services.AddSingleton<DecideDuplicate>();
        services.AddSingleton<NoticeQuality>();
        services.AddSingleton<ReadTrend>();
        services.AddSingleton<TakeSnapshot>();
        services.AddVerb(QualityVerb.Verb);
        services.AddSingleton<IPersonalRecords, QualityRecords>();
        services.AddOfficeEntry("gestion", "Collections", "Quality.Menu", Path, 12, Rights.EditNotices);
        services.AddBulk();
        services.AddHostedService<QualityRounds>();
    }

    private static void AddBulk(this IServiceCollection services)
    {
        services.AddSingleton<PreviewBulk>();
        services.AddSingleton<AskBulk>();
        services.AddSingleton<ApplyBulk>();
        services.AddSingleton<UndoBulk>();
        services.AddSingleton<ReadBulk>();
        foreach (var action in new[] { "notice.bulk_edit", "notice.bulk_undo" })
        {
            services.AddActivityWords(action, "Collections", $"Journal.{action}", BulkLinks.Of);
        }
    }

    public static void MapQuality(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Path}.csv", QualityCsv.All).WithMetadata(new NeedsAttribute(nameof(Rights.EditNotices)));
        routes.MapGet($"{Path}/{{museum}}.csv", QualityCsv.One).WithMetadata(new NeedsAttribute(nameof(Rights.EditNotices)));
    }
}
