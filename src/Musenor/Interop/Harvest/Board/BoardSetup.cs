using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Interop.Harvest.Sources;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources: the harvester as its operators see it.</summary>
internal static class BoardSetup
{
    public static void AddBoard(this IServiceCollection services)
    {
        services.AddSingleton<JudgeAddress>();
        services.AddSingleton<SourceSecrets>();
        services.AddSingleton<SettingTools>();
        services.AddSingleton<SaveSource>();
        services.AddSingleton<SteerSource>();
        services.AddSingleton<DecideMoved>();
        services.AddSingleton<DecideVanished>();
        services.AddSingleton<SourceDeeds>();
        services.AddSingleton<RetryTools>();
        services.AddSingleton<RetryFault>();
        services.AddSingleton<ProbeSource>();
        services.AddSingleton<TryRecords>();
        services.AddSingleton<ReadBoard>();
        services.AddSingleton<ReadRuns>();
        services.AddSingleton<ReadFaults>();
        services.AddSingleton<OpenRecord>();
        services.AddOfficeEntry("gestion", "Interop", "Harvest.Menu", ListSourcesPage.Path, 29, Rights.AlignTerms);
        foreach (var action in new[] { AddSource.Action, SaveSource.Action, DecideMoved.AcceptAction, DecideMoved.RefuseAction, DecideVanished.AcceptAction, DecideVanished.RefuseAction, RetryFault.Action, ProbeSource.Action }.Concat(SteerSource.Actions.Values))
        {
            services.AddActivityWords(action, "Interop", $"Journal.{action}", code => ListSourcesPage.Address(code));
        }
    }

    public static void MapBoard(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ListSourcesPage.Path + "/{code}/moissons.csv", ListRunsPage.Csv).WithMetadata(new NeedsAttribute(nameof(Rights.AlignTerms)));
}
