using System.Data.Common;
using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Harvested;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>
/// One notice changed by a decision: its words, or whether it is published. Writes what <see cref="WriteNotices"/> writes for an import
/// (history, text index, columns) and remembers which fields imports must leave. Runs inside the caller's transaction, which holds the
/// house lock.
/// </summary>
public sealed class ChangeNotice(Database database, TimeProvider clock)
{
    private readonly TextIndex _index = TextIndex.For(database.Engine);

    /// <summary>The notice as it is now; null when there is none.</summary>
    internal static Task<NoticeStore.Stored?> Read(DbConnection connection, DbTransaction transaction, string reference) =>
        connection.QueryFirstOrDefaultAsync<NoticeStore.Stored>($"""
            select {NoticeStore.Columns} from notice where ref = @reference or joconde_ref = @reference order by case when joconde_ref = @reference then 0 else 1 end
            """, new { reference }, transaction);

    /// <summary>Replaces the words. Answers the revision of the change.</summary>
    /// <param name="edits">Codes that imports leave from now on, and those that they may change again.</param>
    internal async Task<long> Words(
        DbConnection connection, DbTransaction transaction, NoticeStore.Stored before, IReadOnlyDictionary<string, string> fields,
        (IReadOnlyCollection<string> Kept, IReadOnlyCollection<string> Freed) edits, Deed deed)
    {
        using var store = new NoticeStore(connection, transaction, _index, deed, clock.GetUtcNow());
        var notice = new JocondeNotice(fields);
        var after = before with { Fields = FieldsJson.Write(fields), InventoryKey = NoticeIdentity.InventoryKey(notice["INV"]) };
        var beside = store.Beside(after);
        var revision = store.Write(after, before, NoticeText.Of(notice, beside), NoticeColumns.Of(notice, before.MuseumId, beside));
        store.FollowTwins();
        await Remember(connection, transaction, before, edits, deed);
        return revision;
    }

    /// <summary>Withdraws or publishes; nothing of the words changes.</summary>
    /// <param name="reason">Key and words that the public page shows; null to publish.</param>
    internal async Task State(DbConnection connection, DbTransaction transaction, NoticeStore.Stored before, (string Key, string Note)? reason, Deed deed)
    {
        var now = clock.GetUtcNow();
        using var store = new NoticeStore(connection, transaction, _index, deed, now);
        store.WriteState(before, reason is null ? "published" : "withdrawn", NoticeColumns.Of(new JocondeNotice(FieldsJson.Read(before.Fields)), before.MuseumId, store.Beside(before)));
        await connection.ExecuteAsync("""
            update notice set withdrawn_at = @at, withdrawn_reason = @key, withdrawn_note = @note where ref = @Ref
            """, new { at = reason is null ? (DateTimeOffset?)null : now, key = reason?.Key ?? "", note = reason?.Note ?? "", before.Ref }, transaction);
        Twins.Settle(connection, transaction, store, [store.FindExactly(before.Ref)], []);
    }

    private async Task Remember(
        DbConnection connection, DbTransaction transaction, NoticeStore.Stored before, (IReadOnlyCollection<string> Kept, IReadOnlyCollection<string> Freed) edits, Deed deed)
    {
        foreach (var code in edits.Freed)
        {
            await connection.ExecuteAsync("delete from notice_edit where ref = @Ref and code = @code", new { before.Ref, code }, transaction);
        }

        foreach (var code in edits.Kept)
        {
            await connection.ExecuteAsync("""
                insert into notice_edit (ref, code, account_id, edited_at, source_key) values (@Ref, @code, @AccountId, @now, @key)
                on conflict (ref, code) do update set account_id = excluded.account_id, edited_at = excluded.edited_at
                """, new { before.Ref, code, deed.AccountId, now = clock.GetUtcNow(), key = code == "INV" ? before.InventoryKey : null }, transaction);
        }

        await connection.ExecuteAsync("""
            update notice set is_edited = (select count(*) from notice_edit e where e.ref = @Ref) > 0 where ref = @Ref
            """, new { before.Ref }, transaction);
    }
}
