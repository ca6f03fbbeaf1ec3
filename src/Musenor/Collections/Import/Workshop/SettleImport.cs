using System.Data.Common;
using Dapper;
using Musenor.Accounts.Messages;
using Musenor.Collections.Import.Undo;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Import.Workshop;

/// <summary>Writes what became of a file that was worked on, and tells whoever handed it over.</summary>
internal sealed class SettleImport(Database database, INotify notify, TimeProvider clock)
{
    // Whoever gave it is still looking at the page.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private static Texts Words => Texts.Of("Collections");

    public Task Run(ImportRequest request, string holder, ImportReport report) => database.Write(async (connection, transaction) =>
    {
        var isTrial = request.State == RequestState.Trial;
        var state = report.Refusal is not null ? RequestState.Refused
            : report.Failure is not null ? RequestState.Failed
            : report.IsInterrupted ? RequestState.Stopped
            : isTrial ? RequestState.Tried : RequestState.Done;
        var id = report.Id.Length > 0 ? report.Id : null;
        if (await Settle(connection, transaction, request, holder, state, report.Refusal ?? report.Failure ?? "", isTrial ? id : null, isTrial ? null : id))
        {
            await Tell(connection, transaction, request, state, report);
        }

        return true;
    });

    public Task Undone(ImportRequest request, string holder, UndoReport report) => database.Write(async (connection, transaction) =>
    {
        // Put back already, by the command line: as good as done.
        if (await Settle(connection, transaction, request, holder, RequestState.Undone, "", null, null))
        {
            await Tell(connection, transaction, request, "undone", Words["Imports.Mail.Undone", request.FileName],
                Words["Imports.Undo.Counts", report.Restored, report.Withdrawn, report.Kept]);
        }

        return true;
    });

    public Task Fault(ImportRequest request, string holder) => database.Write((connection, transaction) =>
        Settle(connection, transaction, request, holder, RequestState.Failed, Words["Imports.Fault"], null, null));

    private async Task<bool> Settle(
        DbConnection connection, DbTransaction transaction, ImportRequest request, string holder, string state, string problem, string? trial, string? import) =>
        await connection.ExecuteAsync("""
            update import_request set state = @state, problem = @problem, holder = null, beat_at = null, stop_asked = @no,
                trial_id = coalesce(@trial, trial_id), import_id = coalesce(@import, import_id), stage_at = @now
            where id = @Id and holder = @holder
            """, new { state, problem, no = false, trial, import, now = clock.GetUtcNow(), request.Id, holder }, transaction) > 0;

    private Task Tell(DbConnection connection, DbTransaction transaction, ImportRequest request, string state, ImportReport report)
    {
        if (state == RequestState.Stopped || (request.State == RequestState.Trial && clock.GetUtcNow() - request.QueuedAt < Soon))
        {
            return Task.CompletedTask;
        }

        var problem = report.Refusal ?? report.Failure;
        return Tell(connection, transaction, request, state, Words[$"Imports.Mail.{state}", request.FileName],
            problem ?? Words["Imports.Mail.Counts", report.Read, report.New, report.Changed, report.Unchanged, report.Rejected]);
    }

    private async Task Tell(DbConnection connection, DbTransaction transaction, ImportRequest request, string state, string subject, string text)
    {
        // Who asked for it: an undo may be another person's.
        if ((request.State == RequestState.Undo ? request.UndoBy : request.AccountId) is not { } asker)
        {
            return;
        }

        // Each run of the same file is told once: the queue gives it another instant.
        await notify.Tell(connection, transaction, new Message($"import.{state}:{request.Id}:{request.QueuedAt.Text()}", state == RequestState.Tried ? Category.ToDo : Category.MyRequests, subject)
        {
            AccountId = asker,
            Paragraphs = [text],
            ActionLabel = Words["Imports.Mail.Open"],
            ActionPath = request.Address,
            Check = state == RequestState.Tried ? StillTried.Key : null,
            About = state == RequestState.Tried ? request.Id : null,
            Thread = $"import:{request.Id}",
        });
    }
}

/// <summary>A file that somebody imported or put aside meanwhile is no longer work.</summary>
public sealed class StillTried : IStillTrue
{
    public const string Key = "import.tried";

    public string Name => Key;

    public async Task<bool> Ask(DbConnection connection, string about, string? account) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from import_request where id = @about and state = 'tried'", new { about }) > 0;
}
