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
        for (var id = 0; id < common.Length; id++)
        {
            var value = catalogue.Values[id];
            var count = tallies.TryGetValue(value.Facet, out var own) ? own[id] : common[id];
            var chosen = own is not null && found.State.ChosenIn(value.Facet).Contains(value.Key, StringComparer.Ordinal);
            if (chosen || (count > 0 && Beats(best[value.Facet], value.Key, count, most)))
            {
                Keep(best[value.Facet], new FacetCount(value.Key, Label(value, found), count, chosen), most);
            }
        }

        return best.Where(b => b.Value.Count > 0)
            .ToDictionary(b => b.Key, b => (IReadOnlyList<FacetCount>)b.Value, StringComparer.Ordinal);
    }

    public static IReadOnlyList<FacetCount> All(Found found, string facet)
    {
        var tally = found.Catalogue.Tally(Without(found, facet));
        var chosen = found.State.ChosenIn(facet);
        return Sorted([.. found.Catalogue.Values.Of(facet)
            .Where(v => v.Id < tally.Length && (tally[v.Id] > 0 || chosen.Contains(v.Key, StringComparer.Ordinal)))
            .Select(v => new FacetCount(v.Key, Label(v, found), tally[v.Id], chosen.Contains(v.Key, StringComparer.Ordinal)))]);
    }

    private static string Label(Columns.FacetValue value, Found found) => value.Facet switch
    {
        Facet.Museum => found.Museums.ById.TryGetValue(value.Label, out var museum) ? Named(museum) : value.Label,
        Facet.Source => found.Sources.Name(value.Label),
        // « 1 », « 0 » and « libre » are said by the page, in its language.
        _ => value.Label,
    };

    // Twenty museums are « musée des Beaux-Arts »: the town tells them apart.
    private static string Named(Museum museum) =>
        museum.City.Length == 0 || museum.Name.Contains(museum.City, StringComparison.OrdinalIgnoreCase) ? museum.Name : $"{museum.Name}, {museum.City}";

    private static Index.Bits Without(Found found, string facet) =>
        found.Chosen.Where(c => c.Key != facet).Aggregate(found.Text, (set, c) => set.And(c.Value));

    /// <summary>False when the list is full of better values: most are told so without being named.</summary>
    private static bool Beats(List<FacetCount> best, string key, int count, int most) =>
        Others(best) < most || count > best[^1].Count
        || (count == best[^1].Count && string.CompareOrdinal(key, best[^1].Value) < 0);

    /// <summary>Puts a value at its place; of those not chosen, only the <paramref name="most"/> first stay.</summary>
    private static void Keep(List<FacetCount> best, FacetCount candidate, int most)
    {
        var at = best.BinarySearch(candidate, Order);
        best.Insert(at < 0 ? ~at : at, candidate);
        if (Others(best) > most)
        {
            best.RemoveAt(best.Count - 1);
        }
    }

    // Chosen values stand first and are few.
    private static int Others(List<FacetCount> best)
    {
        var chosen = 0;
        while (chosen < best.Count && best[chosen].IsChosen)
        {
            chosen++;
        }

        return best.Count - chosen;
    }

    /// <summary>Chosen values, then the most frequent; the key settles ties, so that a page is always the same.</summary>
    private static readonly Comparer<FacetCount> Order = Comparer<FacetCount>.Create((a, b) =>
        a.IsChosen != b.IsChosen ? b.IsChosen.CompareTo(a.IsChosen)
        : a.Count != b.Count ? b.Count.CompareTo(a.Count)
        : string.CompareOrdinal(a.Value, b.Value));

    private static List<FacetCount> Sorted(List<FacetCount> values)
    {
        values.Sort(Order);
        return values;
    }
}
