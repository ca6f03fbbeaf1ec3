using Dapper;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.Undo;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Import.Workshop;

/// <summary>Works through the queue of imports: dry runs, imports, imports to put back. Whatever stops it, the row goes on elsewhere or later.</summary>
internal sealed class WorkImports(QueuedImports queue, ImportNotices import, UndoImport undo, SettleImport settle, WorkImports.Shelves shelves)
{
    public sealed record Shelves(StoredFiles Files, FileStore Store, AttachFile Attach, Database Database, BringNational National, ILogger<WorkImports> Log);

    /// <summary>Answers how many rows were worked on.</summary>
    public async Task<int> Run(CancellationToken stop = default)
    {
        var worked = 0;
        while (!stop.IsCancellationRequested && await queue.Take(stop) is { } request)
        {
            using var hold = new Hold(queue, request.Id, stop);
            try
            {
                await Work(request, hold, stop);
            }
#pragma warning disable CA1031 // whatever it is, the row must not be tried again for ever
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                shelves.Log.LogError(e, "The import {Id} met a fault of the program.", request.Id);
                await hold.End();
                await settle.Fault(request, QueuedImports.Holder);
            }

            worked++;
        }

        return worked;
    }

    private async Task Work(ImportRequest request, Hold hold, CancellationToken stop)
    {
        if (request.State == RequestState.Undo)
        {
            var who = request.UndoBy is { } account ? new Person(account, "", "") : Person.Operator;
            var undone = await undo.Run(who, request.ImportId ?? "", hold, hold.Stop);
            await hold.End();
            await (undone.IsInterrupted ? queue.Release(request.Id) : settle.Undone(request, QueuedImports.Holder, undone));
            return;
        }

        var (path, refusal) = await Source(request, hold, stop);
        var report = path is null ? new ImportReport { Refusal = refusal, IsInterrupted = refusal is null } : await import.Run(await Form(request, path, stop), hold, hold.Stop);
        await hold.End();
        if (hold.IsLost || (report.IsInterrupted && !hold.IsStopped))
        {
            await queue.Release(request.Id);
        }
        else
        {
            await settle.Run(request, QueuedImports.Holder, report);
        }
    }

    private async Task<ImportNotices.Form> Form(ImportRequest request, string path, CancellationToken stop)
    {
        var isTrial = request.State == RequestState.Trial;
        if (isTrial && request.TriedAt == 0)
        {
            // What changes above this revision, the dry run may not have seen.
            await shelves.Database.Write((connection, transaction) => connection.ExecuteAsync(
                "update import_request set tried_at = (select coalesce(max(revision), 0) + 0 from notice) where id = @Id", new { request.Id }, transaction), stop);
        }

        return new(path, request.MuseumId, isTrial, request.Profile, request.IgnoresEmpty) { Name = request.FileName, Request = request.Id, IsWhole = request.IsWhole };
    }

    /// <summary>The file, or one sentence; neither when the download was interrupted: it goes on when the row is taken again.</summary>
    private async Task<(string? Path, string? Refusal)> Source(ImportRequest request, Hold hold, CancellationToken stop)
    {
        var words = Texts.Of("Collections");
        if (request is { IsNational: true, FileId: null })
        {
            try
            {
                (request, var refusal) = await shelves.National.Run(request, hold, hold.Stop);
                if (refusal is not null)
                {
                    return (null, refusal);
                }
            }
            catch (OperationCanceledException)
            {
                return (null, hold.IsStopped ? words["Imports.NationalStopped"] : null);
            }
        }

        var file = request.FileId is null ? null : await shelves.Files.Find(request.FileId, stop);
        if (file is null || !File.Exists(shelves.Store.PathOf(file.Place)))
        {
            return (null, words["Imports.FileGone", request.FileName]);
        }

        if (file.State == FileState.Refused)
        {
            return (null, words["Imports.FileInfected", request.FileName]);
        }

        if (file.OwnerKind is null)
        {
            // Its process was killed before it could say so.
            await shelves.Attach.Run(new(file.Id, ImportGate.Kind, request.Id, file.UploadedBy), stop);
        }

        return (shelves.Store.PathOf(file.Place), null);
    }
}
