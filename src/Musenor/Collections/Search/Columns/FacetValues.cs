using System.Collections.Concurrent;

namespace Musenor.Collections.Search.Columns;

/// <summary>
/// Every value of every facet, with a small number for each. Grows only: catalogues of several revisions share one. The first
/// spelling met is the one shown, so that a start from the database always shows the same.
/// </summary>
internal sealed class FacetValues
{
    private readonly ConcurrentDictionary<(string Facet, string Key), FacetValue> _byKey = new();
    // Readers take the array and the count as they are; both only grow.
    private volatile FacetValue[] _byId = new FacetValue[1024];
    private volatile int _count;
    private readonly Dictionary<string, string> _slugs = new(StringComparer.Ordinal);

    public int Count => _count;

    public FacetValue this[int id] => _byId[id];

    public FacetValue? Find(string facet, string key) => _byKey.GetValueOrDefault((facet, key));

    public IEnumerable<FacetValue> Of(string facet) => _byId.Take(_count).Where(v => v.Facet == facet);

    /// <summary>Called by one reader at a time (the catalogue's). Museums keep their id as key.</summary>
    public FacetValue Add(string facet, string label)
    {
        if (!_slugs.TryGetValue(label, out var slug))
        {
            _slugs[label] = slug = Slug.Of(label);
        }

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

        return value;
    }
}
