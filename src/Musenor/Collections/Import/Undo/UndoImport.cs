using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Heritage.Standards.Text;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Import.Undo;

/// <summary>
/// Puts back every notice that an import touched, unless somebody changed it since. Batch by batch, each with its progress in one
/// transaction: killed, it goes on where it stopped; asked twice at once, both move the same record on.
/// </summary>
public sealed class UndoImport(Database database, PutBackNotices putBack, Journal journal, DataFolder folder, TimeProvider clock)
{
    private const int BatchSize = 500;
    private const string Columns = "import_id, account_id, state, started_at, finished_at, cursor, looked, restored, withdrawn, kept";

    public async Task<UndoReport> Run(Person who, string import, IProgress<ImportProgress>? progress = null, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        var (record, refusal) = await database.Write((connection, transaction) => Begin(connection, transaction, who, import), stop);
        if (refusal is not null)
        {
            return new UndoReport(import) { Refusal = refusal };
        }

        var all = await Touched(import, stop);
        while (!record.IsDone)
        {
            // A batch that is begun is finished.
            if (stop.IsCancellationRequested)
            {
                return Report(record, watch) with { IsInterrupted = true };
            }

            record = await database.Write((connection, transaction) => Batch(connection, transaction, import), CancellationToken.None);
            progress?.Report(new ImportProgress("Annulation", all == 0 ? 1 : Math.Min(1, (double)record.Looked / all), record.Looked));
        }

        return Report(record, watch) with { KeptList = record.Kept > 0 ? await WriteKept(import, stop) : "" };
    }

    public static Task<UndoRecord?> Read(DbConnection connection, string import, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<UndoRecord>($"select {Columns} from import_undo where import_id = @import", new { import }, transaction);

    /// <summary>Where the list of what was left lies.</summary>
    public static string KeptPath(DataFolder folder, string import) => folder.File("imports", $"{import}-annulation.csv");

    private async Task<(UndoRecord Record, string? Refusal)> Begin(DbConnection connection, DbTransaction transaction, Person who, string import)
    {
        var words = Texts.Of("Collections");
        var found = await connection.QueryFirstOrDefaultAsync<(string State, bool IsDryRun)?>("select state, is_dry_run from import where id = @import", new { import }, transaction);
        if (found is not { } known || known.IsDryRun)
        {
            return (new(), words["Imports.Undo.None", import]);
        }

        if (await Read(connection, import, transaction) is { } begun)
        {
            return (begun, begun.IsDone ? words["Imports.Undo.Already", ParisDay.Wall(begun.FinishedAt ?? begun.StartedAt)] : null);
        }

        var now = clock.GetUtcNow();
        await connection.ExecuteAsync("insert into import_undo (import_id, account_id, state, started_at) values (@import, @AccountId, 'running', @now)", new { import, who.AccountId, now }, transaction);
        // Stopped half-way, or still running elsewhere: from now on none of its batches is written.
        await connection.ExecuteAsync("update import set state = 'failed', finished_at = @now where id = @import and state = 'running'", new { import, now }, transaction);
        return ((await Read(connection, import, transaction))!, null);
    }

    private async Task<UndoRecord> Batch(DbConnection connection, DbTransaction transaction, string import)
    {
        var before = (await Read(connection, import, transaction))!;
        if (before.IsDone)
        {
            return before;
        }

        var result = await putBack.Run(connection, transaction, import, before.AccountId, before.Cursor, BatchSize);
        foreach (var (reference, action, at) in result.Kept)
        {
            await connection.ExecuteAsync("insert into import_undo_kept (import_id, ref, action, changed_at) values (@import, @reference, @action, @at)", new { import, reference, action, at }, transaction);
        }

        var after = before with
        {
            Cursor = result.Cursor,
            Looked = before.Looked + result.Looked,
            Restored = before.Restored + result.Restored,
            Withdrawn = before.Withdrawn + result.Withdrawn,
            Kept = before.Kept + result.Kept.Count,
            State = result.Looked < BatchSize ? "done" : before.State,
            FinishedAt = result.Looked < BatchSize ? clock.GetUtcNow() : null,
        };
        await connection.ExecuteAsync("""
            update import_undo set cursor = @Cursor, looked = @Looked, restored = @Restored, withdrawn = @Withdrawn, kept = @Kept, state = @State, finished_at = @FinishedAt
            where import_id = @ImportId
            """, after, transaction);
        if (after.IsDone)
        {
            await Tell(connection, transaction, after);
        }

        return after;
    }

    private async Task Tell(DbConnection connection, DbTransaction transaction, UndoRecord record)
    {
        var museum = await connection.ExecuteScalarAsync<string?>("select museum_id from import where id = @ImportId", new { record.ImportId }, transaction);
        // Erased meanwhile: the deed stays, without a name.
        var isThere = await connection.ExecuteScalarAsync<long>("select count(*) from account where id = @AccountId and state <> 'erased'", new { record.AccountId }, transaction) > 0;
        await journal.Write(connection, transaction, new Journal.Entry(isThere ? new Person(record.AccountId!, "", "") : Person.Operator, "import.undo", "import", record.ImportId)
        {
            Museum = museum,
            After = $"{{\"rétablies\":{record.Restored},\"retirées\":{record.Withdrawn},\"laissées\":{record.Kept}}}",
        });
    }

    private async Task<long> Touched(string import, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>("select count(*) from notice_change where import_id = @import and action = 'import'", new { import });
    }

    private async Task<string> WriteKept(string import, CancellationToken stop)
    {
        var path = KeptPath(folder, import);
        await using var connection = await database.Open(stop);
        await using var text = CsvWriter.Open(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));
        var csv = new CsvWriter(text, ';', guard: true);
        csv.Write(["REF", "changement depuis", "le"]);
        var kept = connection.QueryUnbufferedAsync<(string Ref, string Action, string At)>(
            "select ref, action, changed_at from import_undo_kept where import_id = @import order by ref", new { import });
        await foreach (var (reference, action, at) in kept)
        {
            csv.Write([reference, Texts.Of("Collections")[$"History.{action}"], at]);
        }

        return path;
    }

    private static UndoReport Report(UndoRecord record, Stopwatch watch) => new(record.ImportId)
    {
        Looked = record.Looked,
        Restored = record.Restored,
        Withdrawn = record.Withdrawn,
        Kept = record.Kept,
        ElapsedMs = watch.ElapsedMilliseconds,
    };
}
