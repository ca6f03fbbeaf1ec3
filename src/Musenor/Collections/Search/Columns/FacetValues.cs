using System.Collections.Concurrent;

namespace Musenor.Collections.Search.Columns;

/// <summary>
/// Every value of every facet, with a small number for each. Grows only: catalogues of several revisions share one. Of several
/// spellings of a value (« 17e siècle », « 17e siècle (?) ») the most frequent is shown; among equals, the first met.
/// </summary>
internal sealed class FacetValues
{
    private readonly ConcurrentDictionary<(string Facet, string Key), FacetValue> _byKey = new();
    // Readers take the array and the count as they are; both only grow.
    private volatile FacetValue[] _byId = new FacetValue[1024];
    private volatile int _count;
    private readonly Dictionary<(string Facet, string Label), Spelling> _spellings = [];

    private sealed class Spelling(string slug)
    {
        public string Slug { get; } = slug;
        public int Times;
    }

    public int Count => _count;

    public FacetValue this[int id] => _byId[id];

    public FacetValue? Find(string facet, string key) => _byKey.GetValueOrDefault((facet, key));

    public IEnumerable<FacetValue> Of(string facet) => _byId.Take(_count).Where(v => v.Facet == facet);

    /// <summary>Called by one reader at a time (the catalogue's). Museums keep their id as key.</summary>
    public FacetValue Add(string facet, string label)
    {
        if (!_spellings.TryGetValue((facet, label), out var spelling))
        {
            _spellings[(facet, label)] = spelling = new Spelling(Slug.Of(label));
        }

        spelling.Times++;
        var slug = spelling.Slug;
        if (!_byKey.TryGetValue((facet, slug), out var value))
        {
            value = new FacetValue(_count, facet, slug, label);
            if (_count == _byId.Length)
            {
                var grown = new FacetValue[_count * 2];
                _byId.CopyTo(grown, 0);
                _byId = grown;
            }

            _byId[_count] = value;
            _count++;
            _byKey[(facet, slug)] = value;
        }
        else if (!string.Equals(value.Label, label, StringComparison.Ordinal) && spelling.Times > _spellings[(facet, value.Label)].Times)
        {
            _byKey[(facet, slug)] = _byId[value.Id] = value = value with { Label = label };
        }

        return value;
    }
}
