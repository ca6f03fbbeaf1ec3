using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>
/// Plans a change that its preview showed: one line a notice, in one transaction. Nothing of the notices is written here:
/// <see cref="ApplyBulk"/> goes through the lines, whatever stops it.
/// </summary>
public sealed class AskBulk(Database database, Once once, ListNoticesToEdit list, Journal journal, TimeProvider clock)
{
    /// <summary>More than this is an import's work.</summary>
    public const int Most = 50_000;

    /// <param name="Seen">Revision of the preview: notices changed since are left.</param>
    public sealed record Form(NoticeFilter Filter, BulkChange Change, long Seen, string? Key = null);

    /// <summary>Done with the identifier of the change by lot.</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (form.Change.Check() is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        var numbers = (await list.All(who, form.Filter, stop)).Select(r => r.Number).ToArray();
        if (numbers.Length is 0 or > Most)
        {
            return new Outcome.Invalid("", Texts.Of("Collections")[numbers.Length == 0 ? "Bulk.Problem.none" : "Bulk.Problem.many", Most]);
        }

        return await once.Write(form.Key, $"AskBulk:{who.Id}", (connection, transaction) => Plan(connection, transaction, who, form, numbers), stop);
    }

    private async Task<Outcome> Plan(DbConnection connection, DbTransaction transaction, Person who, Form form, int[] numbers)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        var lines = new List<(BulkNotice Notice, string? Skip, string Seen)>(numbers.Length);
        await foreach (var notice in BulkNotices.Read(database, connection, transaction, numbers))
        {
            var skip = !who.May(Rights.EditNotices, notice.MuseumId) ? "autre-musee" : IsLater(notice, form) ? "modifiee" : (await Tried.Of(connection, transaction, form.Change, notice)).Skip;
            lines.Add((notice, skip, skip is null && form.Change.Code is null ? await BulkPictures.Seen(connection, transaction, notice.Ref) : ""));
        }

        if (lines.TrueForAll(l => l.Skip is not null))
        {
            return new Outcome.Invalid("", Texts.Of("Collections")["Bulk.Problem.nothing"]);
        }

        await Keep(connection, transaction, who, form, (id, [.. lines.Where(l => l.Skip is null).Select(l => l.Notice.MuseumId).Distinct().Order(StringComparer.Ordinal)]));
        using var insert = connection.Prepared(transaction, """
            insert into bulk_edit_line (bulk_id, position, ref, museum_id, revision, state, reason, before_text) values (@id, @position, @ref, @museum, @revision, @state, @reason, @seen)
            """, "id", "position", "ref", "museum", "revision", "state", "reason", "seen");
        for (var i = 0; i < lines.Count; i++)
        {
            // A notice that became another museum's since the list was read is nobody's business here.
            if (lines[i].Skip != "autre-musee")
            {
                insert.Run(id, i, lines[i].Notice.Ref, lines[i].Notice.MuseumId, lines[i].Notice.Revision, lines[i].Skip is null ? BulkLine.Waiting : BulkLine.Skipped, lines[i].Skip ?? "", lines[i].Seen);
            }
        }

        return new Outcome.Done(id);
    }

    // Pictures have no history of revisions: for them, anything later counts.
    private static bool IsLater(BulkNotice notice, Form form) => (form.Change.Code is null ? notice.Revision : notice.ChangedAt) > form.Seen;

    private async Task Keep(DbConnection connection, DbTransaction transaction, Person who, Form form, (string Id, string[] Museums) lot)
    {
        await connection.ExecuteAsync("""
            insert into bulk_edit (id, account_id, kind, field, term, replacement, is_over, filter, museums, state, asked_at)
            values (@Id, @AccountId, @Kind, @Field, @Term, @Replacement, @IsOver, @filter, @museums, 'running', @now)
            """, new
        {
            lot.Id,
            who.AccountId,
            form.Change.Kind,
            form.Change.Field,
            form.Change.Term,
            form.Change.Replacement,
            form.Change.IsOver,
            filter = (form.Filter with { Page = 1 }).Address(),
            museums = string.Join(' ', lot.Museums),
            now = clock.GetUtcNow(),
        }, transaction);
        await journal.Write(connection, transaction, new Journal.Entry(who, "notice.bulk_edit", "bulk_edit", lot.Id)
        {
            Museum = lot.Museums is [var one] ? one : null,
            Reason = form.Change.Sentence,
        });
    }
}
