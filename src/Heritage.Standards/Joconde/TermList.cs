using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>One controlled vocabulary, ready to answer about a term. Immutable.</summary>
public sealed class TermList
{
    /// <summary>Longer than this, a value is a sentence: no label is looked for near it.</summary>
    private const int LongestTyped = 60;
    private const int Scanned = 4_000;

    private readonly Dictionary<string, string> _preferred = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _rejected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groupings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byFold = new(StringComparer.Ordinal);
    private readonly (string Fold, string Label)[] _sorted;
    private readonly Dictionary<char, (string Fold, string Label)[]> _byInitial;

    public TermList(string id, string name, IReadOnlyList<ListedTerm> terms)
    {
        (Id, Name) = (id, name);
        var labels = terms.ToDictionary(t => t.Position, t => t.Label);
        foreach (var term in terms)
        {
            switch (term.Kind)
            {
                case TermKind.Preferred:
                    _preferred.TryAdd(term.Label, term.Label);
                    if (term.Address.Length > 0)
                    {
                        _addresses.TryAdd(term.Label, term.Address);
                    }

                    Add(_byFold, Folding.Fold(term.Label), term.Label);
                    break;
                case TermKind.Rejected when term.Of is { } of && labels.TryGetValue(of, out var preferred):
                    Add(_rejected, term.Label, preferred);
                    break;
                default:
                    _groupings.Add(term.Label);
                    break;
            }
        }

        // A form can be preferred in one place of a list and rejected in another: it may be used.
        _sorted = [.. _byFold.SelectMany(f => f.Value.Select(label => (f.Key, label))).OrderBy(f => f.Key, StringComparer.Ordinal)];
        _byInitial = _sorted.Where(s => s.Fold.Length > 0).GroupBy(s => s.Fold[0]).ToDictionary(g => g.Key, g => g.ToArray());
        RejectedByFold = _rejected.GroupBy(r => Folding.Fold(r.Key)).ToDictionary(g => g.Key, g => g.SelectMany(r => r.Value).Distinct().ToList(), StringComparer.Ordinal);
    }

    /// <summary>Of the list: « th294 ».</summary>
    public string Id { get; }

    public string Name { get; }

    public int Count => _preferred.Count;

    private Dictionary<string, List<string>> RejectedByFold { get; }

    public bool IsPreferred(string term) => _preferred.ContainsKey(term);

    /// <summary>True when the list tells addresses of its concepts.</summary>
    public bool HasAddresses => _addresses.Count > 0;

    /// <summary>Of the concept that a term certainly is: a preferred form, or a rejected form of one concept alone; null for any other.</summary>
    public string? AddressOf(string term) => _addresses.GetValueOrDefault(term)
        ?? (_rejected.TryGetValue(term, out var preferred) && preferred is [var one] && !_preferred.ContainsKey(term) ? _addresses.GetValueOrDefault(one) : null);

    /// <summary>Every form that has an address, in their order.</summary>
    public IEnumerable<(string Term, string Address)> Addressed => _preferred.Keys.Concat(_rejected.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select(t => (t, AddressOf(t) ?? "")).Where(t => t.Item2.Length > 0);

    /// <summary>The preferred forms of a rejected one; empty when it is none.</summary>
    public IReadOnlyList<string> PreferredOf(string term) => _rejected.TryGetValue(term, out var preferred) ? preferred : [];

    public bool IsGrouping(string term) => _groupings.Contains(term);

    /// <summary>Preferred labels that differ by case, accents or signs alone, nearest first; those of a rejected form so written after them.</summary>
    public IReadOnlyList<string> SameFolded(string term)
    {
        var fold = Folding.Fold(term);
        return [.. (_byFold.TryGetValue(fold, out var same) ? same : []).Concat(RejectedByFold.TryGetValue(fold, out var of) ? of : []).Distinct()];
    }

    /// <summary>Preferred labels that differ by case alone.</summary>
    public IReadOnlyList<string> OtherCase(string term) =>
        _byFold.TryGetValue(Folding.Fold(term), out var same) ? [.. same.Where(s => s.Equals(term, StringComparison.OrdinalIgnoreCase))] : [];

    /// <summary>Labels that an unknown term may have meant: the same but for accents and signs, those that begin with it, those near it.</summary>
    public IReadOnlyList<string> Near(string term, int most)
    {
        var fold = Folding.Fold(term);
        var found = SameFolded(term).Concat(StartingWith(fold).Take(most)).ToList();
        if (found.Count < most && fold.Length is >= 4 and <= LongestTyped)
        {
            var faults = fold.Length switch { < 6 => 1, < 14 => 2, _ => 3 };
            // A long list is looked through from the same first letter only: a mistyped first letter is rare, and an import asks often.
            var labels = _sorted.Length <= Scanned ? _sorted : _byInitial.GetValueOrDefault(fold[0], []);
            found.AddRange(labels.Where(l => Math.Abs(l.Fold.Length - fold.Length) <= faults)
                .Select(l => (l.Label, Faults: EditDistance.Faults(fold, l.Fold, faults)))
                .Where(l => l.Faults <= faults).OrderBy(l => l.Faults).ThenBy(l => l.Label, StringComparer.Ordinal).Select(l => l.Label));
        }

        return [.. found.Distinct().Take(most)];
    }

    private IEnumerable<string> StartingWith(string fold)
    {
        if (fold.Length < 3)
        {
            yield break;
        }

        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(_sorted[middle].Fold, fold) < 0 ? (middle + 1, high) : (low, middle);
        }

        for (; low < _sorted.Length && _sorted[low].Fold.StartsWith(fold, StringComparison.Ordinal); low++)
        {
            yield return _sorted[low].Label;
        }
    }

    private static void Add(Dictionary<string, List<string>> lists, string key, string value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        if (!list.Contains(value))
        {
            list.Add(value);
        }
    }
}
