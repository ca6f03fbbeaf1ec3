using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Accounts.Office;
using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Import.Undo;
using Musenor.Collections.Notices;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Files.Serving;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

internal static class WorkshopSetup
{
    public static void AddWorkshop(this IServiceCollection services)
    {
        services.AddSingleton<PutBackNotices>();
        services.AddSingleton<UndoImport>();
        services.AddSingleton<QueuedImports>();
        services.AddSingleton<ImportSignal>();
        services.AddSingleton<ReadImport>();
        services.AddSingleton<ReadDetails>();
        services.AddSingleton<ListRequests>();
        services.AddSingleton(s => new AskImport.Shelves(s.GetRequiredService<ReceiveFile>(), s.GetRequiredService<AttachFile>(), s.GetRequiredService<DropFile>(), s.GetRequiredService<Database>()));
        services.AddSingleton<AskImport>();
        services.AddSingleton<DecideImport>();
        services.AddSingleton<SettleImport>();
        services.AddSingleton(s => new WorkImports.Shelves(
            s.GetRequiredService<StoredFiles>(), s.GetRequiredService<FileStore>(), s.GetRequiredService<AttachFile>(), s.GetRequiredService<Database>(), s.GetRequiredService<BringNational>(), s.GetRequiredService<ILogger<WorkImports>>()));
        services.AddSingleton<BringNational>();
        services.AddSingleton<WorkImports>();
        services.AddHostedService<KeepImports>();
        services.AddSingleton<CountSince>();
        services.AddSingleton(s => new ShowImportPage.Shelves(s.GetRequiredService<Museums.MuseumDirectory>(), s.GetRequiredService<StoredFiles>()));
        services.AddScoped<IFileGate, ImportGate>();
        services.AddSingleton<IPersonalRecords, ImportRecords>();
        services.AddSingleton<IStillTrue, StillTried>();
        services.AddSingleton<IWaiting, ImportsWaiting>();
        services.AddOfficeEntry("gestion", "Collections", "Imports.Menu", ImportRequest.Path, 20, Rights.EditNotices);
        foreach (var action in new[] { "import.ask", "import.run", "import.undo" })
        {
            services.AddActivityWords(action, "Collections", $"Journal.{action}", ImportRequest.AddressOf);
        }
    }

    public static void MapWorkshop(this IEndpointRouteBuilder routes) => ServeImport.Map(routes);
}
