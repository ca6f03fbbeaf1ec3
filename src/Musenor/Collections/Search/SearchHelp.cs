using System.Text.RegularExpressions;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Query;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Collections.Search;

/// <summary>What to offer when nothing is found: real counts without each filter or word, a spelling, museums of that name.</summary>
public sealed class SearchHelp(SearchNotices search, MuseumDirectory museums)
{
    private const int MostWays = 8;
    private const int MostWords = 4;

    /// <param name="Text">What changes, said for a visitor.</param>
    public sealed record Way(string Text, string Address, int Count);

    public sealed record Help(IReadOnlyList<Way> Ways, Way? Spelling, IReadOnlyList<Museum> Museums);

    public async Task<Help> Run(SearchState state, CancellationToken stop = default)
    {
        var ways = new List<Way>();
        foreach (var (text, other) in Variants(state).Take(20))
        {
            var count = await search.Count(other, stop);
            if (count > 0)
            {
                ways.Add(new Way(text, other.Address(), count));
            }
        }

        var directory = await museums.Read(stop);
        var named = state.Q.Length == 0 ? [] : AnalysedMuseum.Of(directory).Where(m => m.HasAll(state.Q)).Take(5).Select(m => directory.ById[m.Id]).ToList();
        return new Help([.. ways.OrderByDescending(w => w.Count).Take(MostWays)], await Spelling(state, stop), named);
    }

    private static IEnumerable<(string, SearchState)> Variants(SearchState state)
    {
        var t = Texts.Of("Collections");
        foreach (var (facet, values) in state.Chosen)
        {
            yield return (t["Help.WithoutFilter", t[$"Facet.{facet}"]], state.WithoutFacet(facet));
        }

        if (state.From is not null || state.To is not null)
        {
            yield return (t["Help.WithoutFilter", t["Chip.Years"]], state with { From = null, To = null, Page = 1 });
        }

        if (state.Filters > 1)
        {
            yield return (t["Help.WithoutFilters"], state.WithoutFilters());
        }

        if (state.Exact)
        {
            yield return (t["Help.NotExact"], state with { Exact = false });
        }

        if (QueryParser.Parse(state.Q).Root is QueryNode.And { All.Count: > 1 } and)
        {
            foreach (var node in and.All)
            {
                yield return (t["Help.Only", node.ToFrench()], state with { Q = node.ToQuery(), Page = 1 });
                if (state.Filters > 0)
                {
                    yield return (t["Help.OnlyNoFilter", node.ToFrench()], state.WithoutFilters() with { Q = node.ToQuery() });
                }
            }
        }
    }

    /// <summary>The query with each unknown word replaced by the nearest that finds something, if all of it then does.</summary>
    private async Task<Way?> Spelling(SearchState state, CancellationToken stop)
    {
        if (QueryParser.Parse(state.Q).Root is not { } root)
        {
            return null;
        }

        var found = await search.Find(state, stop);
        var corrected = state.Q;
        foreach (var word in root.Wanted().OfType<QueryNode.Word>().Where(w => w.Field is null).SelectMany(w => FrenchAnalyser.Words(w.Text)).Distinct().Take(MostWords))
        {
            if ((await found.Evaluation.Worded(null, word)).Any())
            {
                continue;
            }

            foreach (var near in Spellings.Of(found.Catalogue).Nearest(word))
            {
                var set = await found.Evaluation.Worded(null, near);
                if (found.Chosen.Values.Aggregate(set, (all, facet) => all.And(facet)).Any())
                {
                    corrected = Regex.Replace(corrected, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])", near, RegexOptions.IgnoreCase);
                    break;
                }
            }
        }

        if (corrected == state.Q)
        {
            return null;
        }

        var other = state with { Q = corrected, Page = 1 };
        var count = await search.Count(other, stop);
        return count == 0 ? null : new Way(corrected, other.Address(), count);
    }
}
