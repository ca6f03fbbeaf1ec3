using Musenor.CommandLine;
using Musenor.Files.Places;
using Musenor.Files.Scanning;
using Musenor.Files.Serving;
using Musenor.Files.Upkeep;
using Musenor.Files.Uploads;

namespace Musenor.Files;

public static class FilesSetup
{
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<FileStore>();
        services.AddSingleton<StoredFiles>();
        services.AddSingleton<ScanFiles>();
        services.AddSingleton<ReceiveFile>();
        services.AddSingleton<AttachFile>();
        services.AddSingleton<DropFile>();
        services.AddSingleton<PurgeFiles>();
        services.AddSingleton<CheckFiles>();
        services.AddSingleton<ReadUploads>();
        services.AddHostedService<Rounds>();
        services.AddSingleton<Accounts.PersonalRecords.IPersonalRecords, FileRecords>();
        services.AddVerb(FilesVerb.Verb);
        if (builder.Configuration["Files:Clamd"] is { Length: > 0 } clamd)
        {
            var address = ClamdScan.Address(clamd.Trim());
            services.AddSingleton<IFileScan>(new ClamdScan(address, ClamdScan.Patience));
        }
    }

    /// <summary>After whatever knows who is asking, so that strangers send nothing to pages that are not theirs.</summary>
    public static void MapFiles(this WebApplication app)
    {
        ReadUploads.Use(app);
        ServeFile.Map(app);
    }
}
