using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.CommandLine;

namespace Musenor.Accounts.PersonalRecords;

internal static class PersonalRecordsSetup
{
    public static void AddPersonalRecords(this IServiceCollection services)
    {
        services.AddSingleton<ExportFiles>();
        services.AddSingleton<ErasedList>();
        services.AddSingleton<IPersonalRecords, AccountRecords>();
        services.AddSingleton<ErasePerson>();
        services.AddSingleton<WatchInactivity>();
        services.AddSingleton<RunRetention>();
        services.AddSingleton<DailyRun>();
        services.AddSingleton<ExportSignal>();
        services.AddSingleton<AskExport>();
        services.AddSingleton<BuildExports>();
        services.AddSingleton<FetchExport>();
        services.AddScoped<AskErasure>();
        services.AddSingleton<CancelErasure>();
        services.AddSingleton<RecordRequest>();
        services.AddSingleton<CloseRequest>();
        services.AddSingleton<IWaiting, WaitingRequests>();
        // First: nothing answers before who was erased is erased again.
        services.AddHostedService<ReplayErasures>();
        services.AddHostedService<KeepExports>();
        services.AddHostedService<KeepRetention>();
        services.AddVerb(RunRetention.Verb);
        services.AddOfficeEntry("compte", "Accounts", "MyRecords", "/compte/donnees", 80, Rights.OwnAccount);
        services.AddOfficeEntry("gestion", "Accounts", "RequestsTitle", "/gestion/demandes", 92, Rights.ManageAccounts);
        services.AddOfficeEntry("gestion", "Accounts", "RegisterTitle", "/gestion/registre", 94, Rights.ManageAccounts);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/compte/donnees/export/{id:guid}", FetchExport.Answer).WithMetadata(new NeedsAttribute(nameof(Rights.OwnAccount)));
}
