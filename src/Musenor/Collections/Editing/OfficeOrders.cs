using System.Runtime.CompilerServices;
using Musenor.Collections.Search.Columns;
using Musenor.Museums;

namespace Musenor.Collections.Editing;

/// <summary>The orders of the list of notices to edit, each made the first time it is asked for a catalogue.</summary>
internal sealed class OfficeOrders
{
    private static readonly ConditionalWeakTable<Catalogue, OfficeOrders> Known = [];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int[]> _orders = new(StringComparer.Ordinal);
    private readonly Catalogue _catalogue;
    private readonly MuseumDirectory.Snapshot _museums;

    private OfficeOrders(Catalogue catalogue, MuseumDirectory.Snapshot museums) => (_catalogue, _museums) = (catalogue, museums);

    public static OfficeOrders Of(Catalogue catalogue, MuseumDirectory.Snapshot museums) => Known.GetValue(catalogue, c => new OfficeOrders(c, museums));

    /// <summary>All numbers in an order of <see cref="NoticeFilter.Sorts"/>, or in the same with a dash.</summary>
    public int[] By(string sort)
    {
        lock (_lock)
        {
            if (!_orders.TryGetValue(sort, out var order))
            {
                order = sort.StartsWith('-') ? (int[])By(sort[1..]).Clone() : Sorted(sort);
                if (sort.StartsWith('-'))
                {
                    Array.Reverse(order);
                }

                _orders[sort] = order;
            }

            return order;
        }
    }

    private int[] Sorted(string sort)
    {
        if (sort == "titre")
        {
            return _catalogue.Order(Sort.Title);
        }

        var places = sort == "musee" ? Places() : null;
        var rows = Array.FindAll(_catalogue.Rows, r => r is not null);
        // Ints and longs sort far faster than a comparison over rows.
        var keys = Array.ConvertAll(rows, r => ((long)(places?[r!.Number] ?? 0) << 40) + (places is null ? r!.ChangedAt << 24 : 0) + (r!.Number & 0xFFFFFF));
        Array.Sort(keys, rows);
        return Array.ConvertAll(rows, r => r!.Number);
    }

    /// <summary>By number: where the museum stands in the directory.</summary>
    private int[] Places()
    {
        // By value first: one pass over the notices, not one a museum.
        var ofValue = Enumerable.Repeat(-1, _catalogue.Values.Count).ToArray();
        for (var i = 0; i < _museums.All.Count; i++)
        {
            if (_catalogue.Values.Find(Facet.Museum, Slug.Of(_museums.All[i].Id)) is { } museum)
            {
                ofValue[museum.Id] = i;
            }
        }

        var places = new int[_catalogue.Rows.Length];
        for (var number = 0; number < places.Length; number++)
        {
            places[number] = _catalogue.Rows[number] is { } row ? Math.Max(ofValue[row.Museum], 0) : 0;
        }

        return places;
    }
}
