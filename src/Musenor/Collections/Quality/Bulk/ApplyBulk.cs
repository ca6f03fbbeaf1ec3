using System.Data.Common;
using Dapper;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>
/// Goes through the waiting lines of changes by lot, a hundred a transaction, by the path of a correction by hand; or back through the written
/// ones. What a batch wrote and the states of its lines are one: stopped anywhere, by anything, it goes on where it stopped, and two processes
/// never do a line twice.
/// </summary>
public sealed class ApplyBulk(Database database, ChangeNotice change, RefreshColumns refresh, TimeProvider clock) : IDisposable
{
    private const int Batch = 100;
    private readonly SemaphoreSlim _asked = new(0);

    public void Dispose() => _asked.Dispose();

    /// <summary>Somebody asked for a change too long for a page to wait for.</summary>
    public void Wake() => _asked.Release();

    /// <summary>Waits to be woken, or for so long.</summary>
    internal Task Heard(TimeSpan longest, CancellationToken stop) => _asked.WaitAsync(longest, stop);

    /// <summary>Finishes everything that is begun, the oldest first.</summary>
    public async Task All(CancellationToken stop = default)
    {
        while (true)
        {
            string? next;
            await using (var connection = await database.Open(stop))
            {
                next = await connection.QueryFirstOrDefaultAsync<string>("select id from bulk_edit where state in ('running', 'undoing') order by asked_at, id");
            }

            if (next is null)
            {
                return;
            }

            await Run(next, stop);
        }
    }

    /// <summary>Finishes one. Stops after a batch when asked to.</summary>
    public async Task Run(string id, CancellationToken stop = default)
    {
        while (await database.Write((connection, transaction) => Next(connection, transaction, id), stop))
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One batch; false when nothing was left.</summary>
    internal async Task<bool> Next(DbConnection connection, DbTransaction transaction, string id)
    {
        if (await BulkEdit.Read(connection, transaction, id) is not { IsMoving: true } bulk)
        {
            return false;
        }

        var back = bulk.State == BulkEdit.Undoing;
        var lines = (await connection.QueryAsync<BulkLine>("""
            select position, ref, museum_id, revision, state, reason, before_text, after_text, was_edited from bulk_edit_line
            where bulk_id = @id and state = @state order by position limit @Batch
            """, new { id, state = back ? BulkLine.Done : BulkLine.Waiting, Batch }, transaction)).AsList();
        var pictures = new BulkPictures(connection, transaction, refresh, clock.GetUtcNow());
        foreach (var line in lines)
        {
            var settled = bulk.Change.Code is { } code
                ? back ? await PutBack(connection, transaction, bulk, line, code) : await Write(connection, transaction, bulk, line, code)
                : back ? await pictures.PutBack(bulk, line) : await pictures.Write(bulk, line);
            await connection.ExecuteAsync("""
                update bulk_edit_line set state = @State, reason = @Reason, before_text = @BeforeText, after_text = @AfterText, was_edited = @WasEdited
                where bulk_id = @id and position = @Position
                """, new { id, settled.State, settled.Reason, settled.BeforeText, settled.AfterText, settled.WasEdited, settled.Position }, transaction);
        }

        pictures.Refresh();
        if (lines.Count < Batch)
        {
            await connection.ExecuteAsync(
                back ? "update bulk_edit set state = 'undone', undone_at = @now where id = @id" : "update bulk_edit set state = 'done', finished_at = @now where id = @id",
                new { id, now = clock.GetUtcNow() }, transaction);
        }

        return lines.Count == Batch;
    }

    private async Task<BulkLine> Write(DbConnection connection, DbTransaction transaction, BulkEdit bulk, BulkLine line, string code)
    {
        if (await ChangeNotice.Read(connection, transaction, line.Ref) is not { } stored || stored.MuseumId != line.MuseumId)
        {
            return line with { State = BulkLine.Skipped, Reason = "modifiee" };
        }

        // Words or state only: a picture that came, or « reindex », moves the revision and nothing that was previewed.
        if (await connection.ExecuteScalarAsync<long>("select count(*) from notice_change where ref = @Ref and revision > @Revision", new { stored.Ref, line.Revision }, transaction) > 0)
        {
            return line with { State = BulkLine.Skipped, Reason = "modifiee" };
        }

        var fields = FieldsJson.Read(stored.Fields);
        var before = fields.GetValueOrDefault(code, "");
        var (after, skip) = bulk.Change.Apply(before, hasPicture: true);
        if (skip is not null)
        {
            return line with { State = BulkLine.Skipped, Reason = skip };
        }

        var wasEdited = await connection.ExecuteScalarAsync<long>("select count(*) from notice_edit where ref = @Ref and code = @code", new { stored.Ref, code }, transaction) > 0;
        await Words(connection, transaction, stored, fields, (code, after), ([code], []), new Deed(Deed.Edit) { AccountId = bulk.AccountId, Reason = bulk.Change.Sentence });
        return line with { State = BulkLine.Done, BeforeText = before, AfterText = after, WasEdited = wasEdited };
    }

    /// <summary>The field takes its earlier words again, unless somebody wrote others since; what else changed in the notice stays.</summary>
    private async Task<BulkLine> PutBack(DbConnection connection, DbTransaction transaction, BulkEdit bulk, BulkLine line, string code)
    {
        if (await ChangeNotice.Read(connection, transaction, line.Ref) is not { } stored || stored.MuseumId != line.MuseumId)
        {
            return line with { State = BulkLine.Kept, Reason = "modifiee" };
        }

        var fields = FieldsJson.Read(stored.Fields);
        if (fields.GetValueOrDefault(code, "") != line.AfterText)
        {
            return line with { State = BulkLine.Kept, Reason = "modifiee" };
        }

        var deed = new Deed(Deed.Restore) { AccountId = bulk.UndoneBy, Reason = Texts.Of("Collections")["Bulk.Say.undone", bulk.Change.Sentence] };
        await Words(connection, transaction, stored, fields, (code, line.BeforeText), line.WasEdited ? ([code], []) : ([], [code]), deed);
        return line with { State = BulkLine.Undone };
    }

    private Task<long> Words(
        DbConnection connection, DbTransaction transaction, NoticeStore.Stored stored, Dictionary<string, string> fields, (string Code, string Text) now,
        (IReadOnlyCollection<string> Kept, IReadOnlyCollection<string> Freed) edits, Deed deed)
    {
        var after = new Dictionary<string, string>(fields, StringComparer.Ordinal);
        if (now.Text.Length == 0)
        {
            after.Remove(now.Code);
        }
        else
        {
            after[now.Code] = now.Text;
        }

        return change.Words(connection, transaction, stored, after, edits, deed);
    }
}
