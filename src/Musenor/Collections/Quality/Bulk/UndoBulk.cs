using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>Asks for a whole change by lot to be put back; <see cref="ApplyBulk"/> does it, notice by notice.</summary>
public sealed class UndoBulk(Once once, Journal journal)
{
    /// <summary>Done with its identifier.</summary>
    public Task<Outcome> Run(Person who, string id, string? key = null, CancellationToken stop = default) => once.Write(key, $"UndoBulk:{who.Id}", async (connection, transaction) =>
    {
        if (await BulkEdit.Read(connection, transaction, id) is not { } bulk || !bulk.IsFor(who))
        {
            return new Outcome.Missing();
        }

        var asked = await connection.ExecuteAsync("update bulk_edit set state = 'undoing', undone_by = @AccountId where id = @id and state = 'done'", new { who.AccountId, id }, transaction);
        if (asked == 0)
        {
            return new Outcome.Invalid("", Texts.Of("Collections")[bulk.State == BulkEdit.Running ? "Bulk.Problem.running" : "Bulk.Problem.undone"]);
        }

        await journal.Write(connection, transaction, new Journal.Entry(who, "notice.bulk_undo", "bulk_edit", id)
        {
            Museum = bulk.Museums.Split(' ') is [var one] ? one : null,
            Reason = bulk.Change.Sentence,
        });
        return new Outcome.Done(id);
    }, stop);
}
