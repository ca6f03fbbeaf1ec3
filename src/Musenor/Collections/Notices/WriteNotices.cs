using System.Data.Common;
using Heritage.Standards.Joconde;
using Musenor.Collections.Harvested;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>
/// The only way a notice enters the catalogue or changes: finds it by its identity, compares, writes it, its history and its
/// text index. Runs inside the caller's transaction (which holds the house lock), so that an import can journal its progress with it.
/// </summary>
public sealed class WriteNotices(Database database, TimeProvider clock)
{
    // Characters of a notice that says a hundred times more than the others.
    private const int Long = 100_000;

    private readonly TextIndex _index = TextIndex.For(database.Engine);

    /// <param name="mandatory">Joconde codes that must be filled after merging with what is stored.</param>
    /// <param name="isTrial">The caller undoes it all: what is derived from the words is not made.</param>
    public Task<IReadOnlyList<WriteResult>> Run(
        DbConnection connection, DbTransaction transaction, string? importId, IReadOnlyList<Incoming> batch, IReadOnlyCollection<string> mandatory,
        bool isTrial = false, CancellationToken stop = default)
    {
        using var store = new NoticeStore(connection, transaction, _index, Deed.Of(importId), clock.GetUtcNow());
        var results = new WriteResult[batch.Count];
        var pending = new List<Pending>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            // Two rows of one batch on one notice: the second must see what the first wrote.
            if (Identities(batch[i]).Count(taken.Add) < Identities(batch[i]).Count())
            {
                Flush(connection, transaction, store, pending, isTrial);
            }

            var (result, change) = Settle(store, batch[i], mandatory);
            results[i] = result;
            if (change is not null)
            {
                pending.Add(change);
            }
        }

        Flush(connection, transaction, store, pending, isTrial);
        return Task.FromResult<IReadOnlyList<WriteResult>>(results);
    }

    private static IEnumerable<string> Identities(Incoming incoming)
    {
        if (incoming.Ref is not null)
        {
            yield return incoming.Ref;
        }

        if (incoming.Columns.GetValueOrDefault("INV") is { Length: > 0 } inventory)
        {
            yield return $"{incoming.MuseumId}\n{NoticeIdentity.InventoryKey(inventory)}";
        }
    }

    private static (WriteResult, Pending?) Settle(NoticeStore store, Incoming incoming, IReadOnlyCollection<string> mandatory)
    {
        var match = NoticeMatch.Of(store, incoming);
        var stored = match.Stored;
        var fields = match.Merged();
        var inventory = fields.GetValueOrDefault("INV") ?? "";
        if ((match.Refusal ?? Incomplete(incoming, fields, inventory, mandatory)) is { } refusal)
        {
            return (refusal, null);
        }

        var reference = stored?.Ref ?? incoming.Ref ?? store.FreeReference(incoming.MuseumId, inventory);
        var json = FieldsJson.Write(fields);
        var joconde = stored?.JocondeRef ?? incoming.Ref;
        if (stored is { IsUndone: false } && stored.Fields == json && stored.MuseumId == incoming.MuseumId && stored.IsDemo == incoming.IsDemo && stored.JocondeRef == joconde)
        {
            return (new(incoming, reference, Written.Unchanged) { Kept = match.Kept, Before = stored.Fields }, null);
        }

        var isNew = stored is null or { IsUndone: true };
        var notice = new NoticeStore.Stored
        {
            Ref = reference,
            JocondeRef = joconde,
            Number = stored?.Number ?? store.NextNumber(),
            MuseumId = incoming.MuseumId,
            InventoryKey = NoticeIdentity.InventoryKey(inventory),
            Fields = json,
            IsDemo = incoming.IsDemo,
            Source = stored?.Source,
            Origin = stored?.Origin ?? "",
            Harmonised = stored?.Harmonised ?? "",
            NumberKey = stored?.NumberKey ?? "",
            RefKey = stored?.RefKey ?? "",
            Lead = stored?.Lead,
            Also = stored?.Also ?? "",
        };
        return (new(incoming, reference, isNew ? Written.Created : Written.Changed) { Note = match.Note, Kept = match.Kept, Before = isNew ? null : stored!.Fields, After = fields }, new Pending(notice, fields, stored));
    }

    private static WriteResult? Incomplete(Incoming incoming, Dictionary<string, string> fields, string inventory, IReadOnlyCollection<string> mandatory)
    {
        if (mandatory.FirstOrDefault(code => code != "REF" && string.IsNullOrWhiteSpace(fields.GetValueOrDefault(code))) is { } missing)
        {
            return new(incoming, incoming.Ref ?? "", Written.Rejected, missing, $"Le champ {missing} ne doit pas être vide.");
        }

        return incoming.Ref is null && inventory.Length == 0
            ? new(incoming, "", Written.Rejected, "INV", "Sans référence ni numéro d’inventaire, la notice ne peut pas être reconnue.")
            : null;
    }

    /// <summary>Analysing is what costs: the other cores do it while this one writes, in the order of the batch.</summary>
    private static void Flush(DbConnection connection, DbTransaction transaction, NoticeStore store, List<Pending> pending, bool isTrial)
    {
        if (isTrial)
        {
            // A very long notice may be too much for the index of the engine: that one is tried whole.
            foreach (var change in pending.Where(p => p.After.Fields.Length <= Long))
            {
                store.Try(change.After, change.Before);
            }

            pending.RemoveAll(p => p.After.Fields.Length <= Long);
        }

        foreach (var change in pending.Where(p => p.Before is { IsDemo: true } && !p.After.IsDemo))
        {
            store.RemoveInvented(change.After.Ref);
        }

        var beside = pending.Select(p => p.Before is null ? store.Nothing(p.After) : store.Beside(p.After)).ToArray();
        var prepared = pending.Zip(beside).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(one =>
        {
            var notice = new JocondeNotice(one.First.Fields);
            return (one.First, Text: NoticeText.Of(notice, one.Second), Columns: NoticeColumns.Of(notice, one.First.After.MuseumId, one.Second));
        });
        foreach (var (change, text, columns) in prepared)
        {
            store.Write(change.After, change.Before, text, columns);
        }

        // One that comes back: its object is in the lists once, whoever else describes it.
        Twins.Settle(connection, transaction, store, [.. pending.Where(p => p.Before is { IsUndone: true }).Select(p => store.FindExactly(p.After.Ref))], []);
        pending.Clear();
    }

    private sealed record Pending(NoticeStore.Stored After, Dictionary<string, string> Fields, NoticeStore.Stored? Before);
}
