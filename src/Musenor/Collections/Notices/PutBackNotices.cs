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
/// Puts back what an import changed, some changes at a time: words return to what they were, notices that it created are withdrawn. What
/// somebody changed since is left. Runs inside the caller's transaction, which holds the house lock.
/// </summary>
public sealed class PutBackNotices(Database database, TimeProvider clock)
{
    private readonly TextIndex _index = TextIndex.For(database.Engine);

    /// <param name="Cursor">Revision of the last change looked at.</param>
    /// <param name="Looked">Changes looked at: none, and there are no more.</param>
    /// <param name="Kept">References left as they are, with what happened to them since.</param>
    public sealed record Result(long Cursor, int Looked, int Restored, int Withdrawn, IReadOnlyList<(string Ref, string Action, string At)> Kept);

    private sealed record Touched
    {
        public string Ref { get; init; } = "";
        public long Revision { get; init; }
        public string? BeforeFields { get; init; }
        public bool BeforeDemo { get; init; }

        /// <summary>The words that the import left, as the next change found them; null when none came.</summary>
        public string? NextFields { get; init; }

        /// <summary>Of the same import on the same notice: the first of them tells what was there.</summary>
        public long Earlier { get; init; }

        public long Later { get; init; }
    }

    // One index only answers « this notice » : by « this import » each row would read all those before it.
    // The words are what counts: a notice withdrawn and published again, or changed by another import that was undone, is as it was left.
    private const string Next = """
        select c.ref, c.revision, c.before_fields, c.before_demo,
            (select count(*) from notice_change e where e.ref = c.ref and e.revision < c.revision and coalesce(e.import_id, '') = @import and e.action = 'import') as earlier,
            (select count(*) from notice_change l where l.ref = c.ref and l.revision > c.revision and not (l.action = 'import' and coalesce(l.import_id, '') = @import)) as later,
            (select l.before_fields from notice_change l where l.ref = c.ref and l.revision > c.revision and not (l.action = 'import' and coalesce(l.import_id, '') = @import)
                order by l.revision limit 1) as next_fields
        from notice_change c where c.import_id = @import and c.action = 'import' and c.revision > @cursor order by c.revision limit @most
        """;

    internal async Task<Result> Run(DbConnection connection, DbTransaction transaction, string import, string? account, long cursor, int most)
    {
        var batch = (await connection.QueryAsync<Touched>(Next, new { import, cursor, most }, transaction)).AsList();
        if (batch.Count == 0)
        {
            return new Result(cursor, 0, 0, 0, []);
        }

        using var store = new NoticeStore(connection, transaction, _index, new Deed(Deed.Undo) { ImportId = import, AccountId = account }, clock.GetUtcNow());
        var kept = new List<(string, string, string)>();
        var words = new List<(NoticeStore.Stored Now, Dictionary<string, string> Fields, bool IsDemo)>();
        var withdrawn = new List<NoticeStore.Stored>();
        foreach (var touched in batch.Where(t => t.Earlier == 0))
        {
            var now = store.FindExactly(touched.Ref);
            if (touched.Later > 0 && touched.NextFields != now.Fields)
            {
                kept.Add(await Since(connection, transaction, touched.Ref));
            }
            else if (touched.BeforeFields is { } before)
            {
                words.Add((now, FieldsJson.Read(before), touched.BeforeDemo));
            }
            else
            {
                withdrawn.Add(now);
                Withdraw(store, now);
            }
        }

        Write(store, words);
        Twins.Settle(connection, transaction, store, [.. withdrawn.Select(w => store.FindExactly(w.Ref))], []);
        return new Result(batch[^1].Revision, batch.Count, words.Count, withdrawn.Count, kept);
    }

    /// <summary>Whoever withdrew it already had a reason, which stays.</summary>
    private static void Withdraw(NoticeStore store, NoticeStore.Stored now)
    {
        if (now.State == "published")
        {
            store.WriteUndone(now);
        }
    }

    private static async Task<(string, string, string)> Since(DbConnection connection, DbTransaction transaction, string reference)
    {
        var (action, at) = await connection.QueryFirstAsync<(string, string)>(
            "select action, changed_at from notice_change where ref = @reference order by revision desc limit 1", new { reference }, transaction);
        return (reference, action, at);
    }

    private static void Write(NoticeStore store, List<(NoticeStore.Stored Now, Dictionary<string, string> Fields, bool IsDemo)> words)
    {
        var beside = words.Select(w => store.Beside(w.Now)).ToArray();
        // Analysing is what costs: on all cores, while this one writes.
        var prepared = words.Zip(beside).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(one =>
        {
            var (now, fields, isDemo) = one.First;
            var notice = new JocondeNotice(fields);
            var after = Before(now, fields, isDemo);
            return (now, after, Text: NoticeText.Of(notice, one.Second), Columns: NoticeColumns.Of(notice, after.MuseumId, one.Second));
        });
        foreach (var (now, after, text, columns) in prepared)
        {
            store.Write(after, now, text, columns);
        }
    }

    /// <summary>Its museum and its reference too, where the import gave it others. The address stays.</summary>
    private static NoticeStore.Stored Before(NoticeStore.Stored now, Dictionary<string, string> fields, bool isDemo) => now with
    {
        Fields = FieldsJson.Write(fields),
        InventoryKey = NoticeIdentity.InventoryKey(fields.GetValueOrDefault("INV", "")),
        MuseumId = fields.GetValueOrDefault("MUSEO", now.MuseumId),
        // One that the portal gave is never taken back: POP may have it.
        JocondeRef = now.IsRefGiven || fields.ContainsKey("REF") || now.Ref == now.JocondeRef ? now.JocondeRef : null,
        IsDemo = isDemo,
    };
}
