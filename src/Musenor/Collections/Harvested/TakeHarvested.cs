using System.Data.Common;
using System.Globalization;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Storage;

namespace Musenor.Collections.Harvested;

/// <summary>
/// Works of other networks enter, change, go and come back. Found by their address alone: a network never changes the notice of another.
/// Runs inside the caller's transaction, which holds the house lock.
/// </summary>
public sealed class TakeHarvested(Database database, TimeProvider clock)
{
    private readonly TextIndex _index = TextIndex.For(database.Engine);

    /// <summary>One answer for each, in their order. Several for one address: the last stands.</summary>
    public IReadOnlyList<TakenNotice> Run(DbConnection connection, DbTransaction transaction, IReadOnlyList<HarvestedNotice> batch)
    {
        using var store = new NoticeStore(connection, transaction, _index, new Deed(Deed.Harvest), clock.GetUtcNow());
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var settled = batch.Select(one => Settle(store, taken, one)).ToArray();
        var beside = settled.Select(s => s.IsUnchanged ? null : s.Before is null ? store.Nothing(s.After) : store.Beside(s.After)).ToArray();
        // Analysing is what costs: the other cores do it while this one writes, in the order of the batch.
        var prepared = settled.Zip(beside).Where(s => s.Second is not null).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(one =>
        {
            var notice = new JocondeNotice(one.First.Fields);
            return (one.First, Text: NoticeText.Of(notice, one.Second!), Columns: NoticeColumns.Of(notice, one.First.After.MuseumId, one.Second!));
        });
        foreach (var (one, text, columns) in prepared)
        {
            store.Write(one.After, one.Before, text, columns);
        }

        Twins.Settle(connection, transaction, store, [.. settled.Where(s => s.MovesTwins).Select(s => s.After)], [.. settled.Where(s => s.MovesTwins).Select(s => s.Before).OfType<NoticeStore.Stored>()]);
        return [.. settled.Select(s => s.Answer)];
    }

    /// <summary>Their source does not have them any more. Those that a person withdrew keep that reason; answers the words of those that went.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Withdraw(DbConnection connection, DbTransaction transaction, IReadOnlyList<string> addresses)
    {
        using var store = new NoticeStore(connection, transaction, _index, new Deed(Deed.Harvest), clock.GetUtcNow());
        var gone = addresses.Select(a => store.Find(a)).OfType<NoticeStore.Stored>().Where(s => s.State == "published").ToArray();
        foreach (var notice in gone)
        {
            store.WriteUndone(notice, NoticeStore.Gone);
        }

        Twins.Settle(connection, transaction, store, gone, []);
        return [.. gone.Select(g => FieldsJson.Read(g.Fields))];
    }

    /// <summary>Other terms of the vocabulary stand for those of the source: facets and index follow, the words and their date do not move.</summary>
    public void Harmonise(DbConnection connection, DbTransaction transaction, IReadOnlyList<(string Address, IReadOnlyDictionary<string, string> Terms)> changes)
    {
        using var store = new NoticeStore(connection, transaction, _index, new Deed(Deed.Harvest), clock.GetUtcNow());
        using var update = connection.Prepared(transaction, "update notice set harmonised = @terms where ref = @ref", "terms", "ref");
        foreach (var (address, terms) in changes)
        {
            var notice = store.FindExactly(address) with { Harmonised = Words(terms) };
            update.Run(notice.Harmonised, address);
            var words = new JocondeNotice(FieldsJson.Read(notice.Fields));
            var beside = store.Beside(notice);
            store.Derive(notice, NoticeText.Of(words, beside), NoticeColumns.Of(words, notice.MuseumId, beside));
        }

        store.FollowTwins();
    }

    /// <summary>A person said that two notices are one object, or two: lists follow.</summary>
    public void Regroup(DbConnection connection, DbTransaction transaction, IReadOnlyList<string> addresses)
    {
        using var store = new NoticeStore(connection, transaction, _index, new Deed(Deed.Harvest), clock.GetUtcNow());
        Twins.Settle(connection, transaction, store, [.. addresses.Select(store.FindExactly)], []);
    }

    private sealed record Settled(NoticeStore.Stored After, NoticeStore.Stored? Before, IReadOnlyDictionary<string, string> Fields, TakenNotice Answer)
    {
        public bool IsUnchanged => Answer.Result == Written.Unchanged;

        public bool MovesTwins => !IsUnchanged && (Before is null || Before.IsGone || Before.NumberKey != After.NumberKey || Before.RefKey != After.RefKey);
    }

    private static Settled Settle(NoticeStore store, HashSet<string> taken, HarvestedNotice one)
    {
        var before = one.Address is null ? null : store.FindExactly(one.Address);
        var address = before?.Ref ?? Address(store, taken, one);
        var words = before is null ? null : FieldsJson.Read(before.Fields);
        var fields = before is { IsEdited: true } ? Kept(one.Fields, words!, store.Edited(address)) : one.Fields;
        var (numberKey, refKey) = Twins.Keys(one.MuseumId, fields);
        var after = (before ?? new NoticeStore.Stored { Ref = address, Number = 0, MuseumId = "", InventoryKey = "", Fields = "", JocondeRef = address == one.Reference ? address : null, Source = one.Source }) with
        {
            MuseumId = one.MuseumId,
            InventoryKey = NoticeIdentity.InventoryKey(fields.GetValueOrDefault("INV", "")),
            Fields = FieldsJson.Write(fields),
            Origin = one.Elsewhere.Write(),
            Harmonised = Words(one.Harmonised),
            NumberKey = numberKey,
            RefKey = refKey,
        };
        var result = before is null ? Written.Created : after == before && !before.IsGone ? Written.Unchanged : Written.Changed;
        after = before is null ? after with { Number = store.NextNumber() } : before.IsGone ? after with { State = "published", WithdrawnReason = "" } : after;
        return new Settled(after, before, fields, new TakenNotice(address, result, before is { IsGone: true } ? null : words));
    }

    private static string Words(IReadOnlyDictionary<string, string> terms) => terms.Count == 0 ? "" : FieldsJson.Write(terms);

    private static Dictionary<string, string> Kept(IReadOnlyDictionary<string, string> source, Dictionary<string, string> here, HashSet<string> edited)
    {
        var fields = new Dictionary<string, string>(source.Where(f => !edited.Contains(f.Key)), StringComparer.Ordinal);
        foreach (var code in edited.Where(here.ContainsKey))
        {
            fields[code] = here[code];
        }

        return fields;
    }

    /// <summary>The source's reference where no notice has it, in whatever case; else the address wanted, with a number where it is taken.</summary>
    private static string Address(NoticeStore store, HashSet<string> taken, HarvestedNotice one)
    {
        if (one.Reference is { } reference && taken.Add(reference))
        {
            if (store.Find(reference) is null)
            {
                return reference;
            }

            taken.Remove(reference);
        }

        var address = one.OwnAddress;
        for (var i = 2; !taken.Add(address) || store.Find(address) is not null; i++)
        {
            address = $"{one.OwnAddress}-{i.ToString(CultureInfo.InvariantCulture)}";
        }

        return address;
    }
}
