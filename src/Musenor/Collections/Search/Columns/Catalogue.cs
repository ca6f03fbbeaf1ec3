using Musenor.Collections.Search.Index;

namespace Musenor.Collections.Search.Columns;

/// <summary>One notice in memory. <c>Values</c> are ids of facet values, ascending; years are null when unknown.</summary>
internal sealed record Row(int Number, string Ref, int[] Values, int? From, int? To, string TitleKey, int Quality)
{
    /// <summary>When its words, pictures or state last changed: seconds since 1970.</summary>
    public long ChangedAt { get; init; }

    /// <summary>Bits of <see cref="Notices.NoticeTodo"/>.</summary>
    public int Todo { get; init; }

    /// <summary>Id of its own museum; of other museums, it carries the values where it leads notices of theirs.</summary>
    public int Museum { get; init; }

    public bool IsPublic { get; init; } = true;
}

/// <summary>A value of a facet: its key in addresses and the words shown.</summary>
internal sealed record FacetValue(int Id, string Facet, string Key, string Label);

/// <summary>All published notices in columns, at one revision. Immutable: a search works on the one it took.</summary>
internal sealed class Catalogue
{
    private readonly Lock _lock = new();
    private const long MostBytes = 32L << 20;
    private readonly Dictionary<int, Bits> _byValue = [];
    private readonly Queue<int> _kept = new();
    private readonly Dictionary<Sort, int[]> _orders = [];
    private int[]? _tallyOfAll;
    private Catalogue? _whole;

    /// <param name="withdrawn">By number: kept beside the others, for those who may see them.</param>
    public Catalogue(long revision, long museums, Row?[] rows, FacetValues values, IReadOnlyDictionary<int, Row>? withdrawn = null)
    {
        (Revision, Museums, Rows, Values, Withdrawn) = (revision, museums, rows, values, withdrawn ?? new Dictionary<int, Row>());
        All = new Bits(rows.Length);
        foreach (var row in rows)
        {
            if (row is not null)
            {
                All.Add(row.Number);
            }
        }

        Count = All.Count();
    }

    public long Revision { get; }

    /// <summary>Revision of the directory whose names and départements the values carry.</summary>
    public long Museums { get; }

    /// <summary>By number; null where a number is free or the notice withdrawn.</summary>
    public Row?[] Rows { get; }

    public FacetValues Values { get; }

    public IReadOnlyDictionary<int, Row> Withdrawn { get; }

    /// <summary>The same with the withdrawn notices at their places: for the back office alone.</summary>
    public Catalogue Whole()
    {
        if (Withdrawn.Count == 0)
        {
            return this;
        }

        lock (_lock)
        {
            if (_whole is null)
            {
                var rows = (Row?[])Rows.Clone();
                foreach (var (number, row) in Withdrawn)
                {
                    rows[number] = row;
                }

                _whole = new Catalogue(Revision, Museums, rows, Values);
            }

            return _whole;
        }
    }

    public Bits All { get; }

    public int Count { get; }

    /// <summary>The notices that carry a value; found once, then kept as long as there is room: the oldest leave first.</summary>
    public Bits With(FacetValue value)
    {
        lock (_lock)
        {
            if (_byValue.TryGetValue(value.Id, out var known))
            {
                return known;
            }
        }

        var bits = new Bits(Rows.Length);
        foreach (var row in Rows)
        {
            if (row is not null && Array.BinarySearch(row.Values, value.Id) >= 0)
            {
                bits.Add(row.Number);
            }
        }

        lock (_lock)
        {
            if (_byValue.TryAdd(value.Id, bits))
            {
                _kept.Enqueue(value.Id);
            }

            while (_kept.Count > 1 && _kept.Count * ((Rows.Length / 8) + 100L) > MostBytes)
            {
                _byValue.Remove(_kept.Dequeue());
            }

            return bits;
        }
    }

    /// <summary>The notices of a museum itself, without those that lists show for one of its own.</summary>
    public Bits Held(FacetValue museum)
    {
        var bits = new Bits(Rows.Length);
        foreach (var number in With(museum).Numbers())
        {
            if (Rows[number]!.Museum == museum.Id)
            {
                bits.Add(number);
            }
        }

        return bits;
    }

    /// <summary>Notices whose creation overlaps these years (each end may be open).</summary>
    public Bits Between(int? from, int? to)
    {
        var bits = new Bits(Rows.Length);
        foreach (var row in Rows)
        {
            if (row is { From: { } start, To: { } end } && start <= (to ?? int.MaxValue) && end >= (from ?? int.MinValue))
            {
                bits.Add(row.Number);
            }
        }

        return bits;
    }

    /// <summary>All numbers in the order of a sort, made the first time it is asked for.</summary>
    public int[] Order(Sort sort)
    {
        lock (_lock)
        {
            if (!_orders.TryGetValue(sort, out var order))
            {
                var rows = Array.FindAll(Rows, r => r is not null);
                Array.Sort(rows, sort.Compare());
                _orders[sort] = order = Array.ConvertAll(rows, r => r!.Number);
            }

            return order;
        }
    }

    /// <summary>Counts over all notices: what every first visit asks.</summary>
    public int[] TallyOfAll()
    {
        lock (_lock)
        {
            return _tallyOfAll ??= Tally(All);
        }
    }

    /// <summary>How many of the set carry each value, by value id.</summary>
    public int[] Tally(Bits set)
    {
        var counts = new int[Values.Count];
        foreach (var number in set.Numbers())
        {
            foreach (var value in Rows[number]!.Values)
            {
                counts[value]++;
            }
        }

        return counts;
    }
}
