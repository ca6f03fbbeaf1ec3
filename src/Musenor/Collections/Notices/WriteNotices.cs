using System.Data.Common;
using Heritage.Standards.Joconde;
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
    private readonly TextIndex _index = TextIndex.For(database.Engine);

    /// <param name="mandatory">Joconde codes that must be filled after merging with what is stored.</param>
    public Task<IReadOnlyList<WriteResult>> Run(
        DbConnection connection, DbTransaction transaction, string? importId, IReadOnlyList<Incoming> batch, IReadOnlyCollection<string> mandatory,
        CancellationToken stop = default)
    {
        using var store = new NoticeStore(connection, transaction, _index, importId, clock.GetUtcNow());
        var results = new WriteResult[batch.Count];
        var pending = new List<Pending>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            // Two rows of one batch on one notice: the second must see what the first wrote.
            if (!taken.Add(batch[i].Ref ?? $"{batch[i].MuseumId}\n{batch[i].Columns.GetValueOrDefault("INV")}"))
            {
                Flush(store, pending);
            }

            var (result, change) = Settle(store, batch[i], mandatory);
            results[i] = result;
            if (change is not null)
            {
                pending.Add(change);
            }
        }

        Flush(store, pending);
        return Task.FromResult<IReadOnlyList<WriteResult>>(results);
    }

    private static (WriteResult, Pending?) Settle(NoticeStore store, Incoming incoming, IReadOnlyCollection<string> mandatory)
    {
        var stored = store.Find(incoming);
        var fields = Merged(stored, incoming);
        var inventory = fields.GetValueOrDefault("INV") ?? "";
        if (mandatory.FirstOrDefault(code => code != "REF" && string.IsNullOrWhiteSpace(fields.GetValueOrDefault(code))) is { } missing)
        {
            return (new(incoming, incoming.Ref ?? "", Written.Rejected, missing, $"Le champ {missing} ne doit pas être vide."), null);
        }

        if (incoming.Ref is null && inventory.Length == 0)
        {
            return (new(incoming, "", Written.Rejected, "INV", "Sans référence ni numéro d’inventaire, la notice ne peut pas être reconnue."), null);
        }

        var reference = stored?.Ref ?? incoming.Ref ?? store.FreeReference(incoming.MuseumId, inventory);
        var json = FieldsJson.Write(fields);
        if (stored is not null && stored.Fields == json && stored.MuseumId == incoming.MuseumId && stored.IsDemo == incoming.IsDemo)
        {
            return (new(incoming, reference, Written.Unchanged), null);
        }

        var notice = new NoticeStore.Stored
        {
            Ref = reference,
            Number = stored?.Number ?? store.NextNumber(),
            MuseumId = incoming.MuseumId,
            InventoryKey = NoticeIdentity.InventoryKey(inventory),
            Fields = json,
            IsDemo = incoming.IsDemo,
        };
        return (new(incoming, reference, stored is null ? Written.Created : Written.Changed), new Pending(notice, fields, stored));
    }

    /// <summary>POP's rule (joconde.md §2.9): only the columns present change, an empty one empties its field.</summary>
    private static Dictionary<string, string> Merged(NoticeStore.Stored? stored, Incoming incoming)
    {
        var fields = stored is null ? new Dictionary<string, string>(StringComparer.Ordinal) : FieldsJson.Read(stored.Fields);
        foreach (var (code, text) in incoming.Columns)
        {
            if (text.Length == 0)
            {
                fields.Remove(code);
            }
            else
            {
                fields[code] = text;
            }
        }

        return fields;
    }

    /// <summary>Analysing is what costs: the other cores do it while this one writes, in the order of the batch.</summary>
    private static void Flush(NoticeStore store, List<Pending> pending)
    {
        var licences = pending.Select(p => p.Before is null ? [] : store.Licences(p.After.Ref)).ToArray();
        var prepared = pending.Zip(licences).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(one =>
        {
            var notice = new JocondeNotice(one.First.Fields);
            return (one.First, Text: NoticeText.Of(notice), Columns: NoticeColumns.Of(notice, one.First.After.MuseumId, one.Second));
        });
        foreach (var (change, text, columns) in prepared)
        {
            store.Write(change.After, change.Before, text, columns);
        }

        pending.Clear();
    }

    private sealed record Pending(NoticeStore.Stored After, Dictionary<string, string> Fields, NoticeStore.Stored? Before);
}
