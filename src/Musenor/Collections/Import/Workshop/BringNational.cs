using Dapper;
using Musenor.Collections.Import.National;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Import.Workshop;

/// <summary>Gives a request without a file the notices that the national base has of its museum: from then on it is an import like another.</summary>
internal sealed class BringNational(FetchNational fetch, FileStore store, ReceiveFile receive, Database database, MuseumDirectory museums)
{
    public const string Stage = "Base nationale";

    /// <summary>The request with its file, or one sentence.</summary>
    public async Task<(ImportRequest Request, string? Refusal)> Run(ImportRequest request, IProgress<ImportProgress> progress, CancellationToken stop)
    {
        var museum = (await museums.Read(stop)).ById.GetValueOrDefault(request.MuseumId ?? "");
        if (museum?.MuseofileCode is not { } code)
        {
            return (request, Texts.Of("Collections")["Imports.NationalNeedsCode"]);
        }

        var fetched = await fetch.Run(code, new Said(progress), stop);
        if (fetched.Path is null)
        {
            return (request, fetched.Refusal);
        }

        IncomingFile file;
        await using (var content = new FileStream(fetched.Path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            file = await store.Receive("fichier", $"base-nationale-{code}.json", content, AskImport.Largest, stop);
        }

        using (file)
        {
            var received = await receive.Run(new(file, AskImport.Purpose, request.AccountId), stop);
            if (received is not Outcome.Done(var fileId))
            {
                return (request, (received as Outcome.Invalid)?.Problem ?? Texts.Of("Collections")["Imports.Refused"]);
            }

            File.Delete(fetched.Path);
            var named = request with { FileId = fileId, FileName = file.Name, FileHash = file.Sha256.ToUpperInvariant() };
            // A request taken over meanwhile has, or will have, another file: this one is nobody's, and goes with the orphans.
            await database.Write((connection, transaction) => connection.ExecuteAsync("""
                update import_request set file_id = @FileId, file_name = @FileName, file_hash = @FileHash where id = @Id and holder = @Holder and file_id is null
                """, new { named.FileId, named.FileName, named.FileHash, named.Id, QueuedImports.Holder }, transaction), stop);
            return (named, null);
        }
    }

    /// <summary>How far the download is, where the import says how far it is.</summary>
    private sealed class Said(IProgress<ImportProgress> progress) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => progress.Report(new(Stage, value.Total > 0 ? (double)value.Fetched / value.Total : 0, value.Fetched));
    }
}
