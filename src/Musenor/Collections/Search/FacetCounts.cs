using Musenor.Collections.Search.Columns;
using Musenor.Museums;

namespace Musenor.Collections.Search;

/// <summary>
/// Counts of every facet: what a visitor would get by choosing a value, so each facet is counted without its own choice.
/// </summary>
internal static class FacetCounts
{
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Of(Found found, int most)
    {
        var catalogue = found.Catalogue;
        var common = found.Matches.Count() == catalogue.Count ? catalogue.TallyOfAll() : catalogue.Tally(found.Matches);
        var best = Facet.Keys.ToDictionary(k => k, _ => new List<FacetCount>(), StringComparer.Ordinal);
        var tallies = found.Chosen.Keys.ToDictionary(k => k, k => catalogue.Tally(Without(found, k)), StringComparer.Ordinal);
        var lowest = Facet.Keys.ToDictionary(k => k, _ => 0, StringComparer.Ordinal);
        for (var id = 0; id < common.Length; id++)
        {
            var value = catalogue.Values[id];
            var count = tallies.TryGetValue(value.Facet, out var own) ? own[id] : common[id];
            var chosen = own is not null && found.State.ChosenIn(value.Facet).Contains(value.Key, StringComparer.Ordinal);
            if (!chosen && count <= lowest[value.Facet])
            {
                continue;
            }

            lowest[value.Facet] = Keep(best[value.Facet], new FacetCount(value.Key, Label(value, found.Museums), count, chosen), most);
        }

        return best.Where(b => b.Value.Count > 0)
            .ToDictionary(b => b.Key, b => (IReadOnlyList<FacetCount>)Sorted(b.Value), StringComparer.Ordinal);
    }

    public static IReadOnlyList<FacetCount> All(Found found, string facet)
    {
        var tally = found.Catalogue.Tally(Without(found, facet));
        var chosen = found.State.ChosenIn(facet);
        return Sorted([.. found.Catalogue.Values.Of(facet)
            .Where(v => v.Id < tally.Length && (tally[v.Id] > 0 || chosen.Contains(v.Key, StringComparer.Ordinal)))
            .Select(v => new FacetCount(v.Key, Label(v, found.Museums), tally[v.Id], chosen.Contains(v.Key, StringComparer.Ordinal)))]);
    }

    public static string Label(Columns.FacetValue value, MuseumDirectory.Snapshot museums) => value.Facet switch
    {
        Facet.Museum => museums.ById.TryGetValue(value.Label, out var museum) ? Named(museum) : value.Label,
        // « 1 », « 0 » and « libre » are said by the page, in its language.
        _ => value.Label,
    };

    // Twenty museums are « musée des Beaux-Arts »: the town tells them apart.
    private static string Named(Museum museum) =>
        museum.City.Length == 0 || museum.Name.Contains(museum.City, StringComparison.OrdinalIgnoreCase) ? museum.Name : $"{museum.Name}, {museum.City}";

    private static Index.Bits Without(Found found, string facet) =>
        found.Chosen.Where(c => c.Key != facet).Aggregate(found.Text, (set, c) => set.And(c.Value));

    /// <summary>Keeps the chosen ones and the <paramref name="most"/> highest others; answers the count that a newcomer must beat.</summary>
    private static int Keep(List<FacetCount> best, FacetCount candidate, int most)
    {
        best.Add(candidate);
        var others = best.Where(b => !b.IsChosen).ToList();
        if (others.Count <= most)
        {
            return 0;
        }

        best.Remove(others.MinBy(o => o.Count)!);
        return others.Order(Comparer<FacetCount>.Create((a, b) => a.Count.CompareTo(b.Count))).ElementAt(1).Count;
    }

    private static List<FacetCount> Sorted(List<FacetCount> values)
    {
        values.Sort((a, b) =>
            a.IsChosen != b.IsChosen ? b.IsChosen.CompareTo(a.IsChosen)
            : a.Count != b.Count ? b.Count.CompareTo(a.Count)
            : string.CompareOrdinal(a.Value, b.Value));
        return values;
    }
}
