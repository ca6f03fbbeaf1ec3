using System.Diagnostics;
using Musenor.Collections.Harvested;
using Musenor.Collections.Notices;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Collections.Search.Query;
using Musenor.Museums;

namespace Musenor.Collections.Search;

/// <summary>The search: a state in, a page of notices and all facets out.</summary>
public sealed class SearchNotices
{
    private readonly CatalogueReader _catalogue;
    private readonly LeafAnswers _answers;
    private readonly MuseumDirectory _museums;
    private readonly ReadLines _lines;
    private readonly NoticeSources _sources;

    internal SearchNotices(CatalogueReader catalogue, LeafAnswers answers, MuseumDirectory museums, ReadLines lines, NoticeSources sources) =>
        (_catalogue, _answers, _museums, _lines, _sources) = (catalogue, answers, museums, lines, sources);

    /// <param name="most">How many values of each facet to answer.</param>
    public async Task<SearchResult> Run(SearchState state, int most = 5, CancellationToken stop = default)
    {
        var started = Stopwatch.GetTimestamp();
        var found = await Find(state, stop);
        var total = found.Matches.Count();
        var page = Math.Min(state.Page, Math.Max(1, (total + SearchState.PageSize - 1) / SearchState.PageSize));
        var numbers = await Ordered(found, (page - 1) * SearchState.PageSize, SearchState.PageSize);
        return new SearchResult
        {
            State = state,
            Restated = found.Query.Restated,
            IsPlain = found.Query.IsPlain,
            Repairs = found.Query.Repairs,
            Total = total,
            Page = page,
            Lines = await _lines.Run(numbers, found.Museums, stop),
            Facets = FacetCounts.Of(found, most),
            Sources = found.Sources,
            Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    /// <summary>
    /// What follows a place in the results, for those who read them to their end: the place is a notice, so what enters or leaves before it moves
    /// nothing. By relevance to a question it is a rank. Null when the cursor is of another order, or of nothing that ever was.
    /// </summary>
    public async Task<SearchSlice?> After(SearchState state, SearchCursor? after, int take, CancellationToken stop = default)
    {
        var found = await Find(state, stop);
        var ranked = state.Sort == Sort.Relevance && found.Query.Root is not null;
        if (after is not null && (after.IsRank != ranked || (!ranked && Known(found.Catalogue, after.Place) is null)))
        {
            return null;
        }

        var numbers = ranked ? await Ordered(found, after?.Place ?? 0, take + 1) : Following(found, after, take + 1);
        var shown = numbers.Length > take ? numbers[..take] : numbers;
        return new SearchSlice(
            found.Query.Restated, found.Matches.Count(), await _lines.Run(shown, found.Museums, stop),
            after is null ? FacetCounts.Of(found, SearchJson.FacetValues) : new Dictionary<string, IReadOnlyList<FacetCount>>(),
            numbers.Length > take ? new SearchCursor(ranked, ranked ? (after?.Place ?? 0) + take : shown[^1]) : null);
    }

    private static Row? Known(Catalogue catalogue, int number) =>
        (number >= 0 && number < catalogue.Rows.Length ? catalogue.Rows[number] : null) ?? catalogue.Withdrawn.GetValueOrDefault(number);

    private static int[] Following(Found found, SearchCursor? after, int take)
    {
        var catalogue = found.Catalogue;
        var order = catalogue.Order(found.State.Sort);
        var (start, end) = (0, after is null ? 0 : order.Length);
        var compare = found.State.Sort.Compare();
        while (after is not null && start < end)
        {
            var middle = (start + end) / 2;
            (start, end) = compare(catalogue.Rows[order[middle]], Known(catalogue, after.Place)) <= 0 ? (middle + 1, end) : (start, middle);
        }

        return [.. order.Skip(start).Where(n => found.Matches[n]).Take(take)];
    }

    /// <summary>Only how many: for the help of a search that found nothing.</summary>
    public async Task<int> Count(SearchState state, CancellationToken stop = default) => (await Find(state, stop)).Matches.Count();

    /// <summary>All values of one facet under a state, its own choice left aside.</summary>
    public async Task<IReadOnlyList<FacetCount>> Values(SearchState state, string facet, CancellationToken stop = default) =>
        FacetCounts.All(await Find(state, stop), facet);

    /// <summary>
    /// The references just before and after a place (from 1) in the results; none when the notice there is not the one said, because
    /// the results changed or the address was made up.
    /// </summary>
    public async Task<Neighbours> Around(SearchState state, int place, string reference, CancellationToken stop = default)
    {
        var found = await Find(state, stop);
        var (skip, take) = place == 1 ? (0, 2) : (place - 2, 3);
        var numbers = await Ordered(found, skip, take);
        string? At(int index) => index >= 0 && index < numbers.Length ? found.Catalogue.Rows[numbers[index]]!.Ref : null;
        var here = place == 1 ? 0 : 1;
        if (At(here) != reference)
        {
            return new Neighbours(null, null);
        }

        return place == 1 ? new Neighbours(null, At(1)) : new Neighbours(At(0), At(2));
    }

    internal async Task<Found> Find(SearchState state, CancellationToken stop)
    {
        var museums = await _museums.Read(stop);
        var catalogue = await _catalogue.Current(stop);
        var query = QueryParser.Parse(state.Q);
        var evaluation = new Evaluation(_answers, catalogue, museums, state.Exact, stop);
        var text = query.Root is null ? catalogue.All : await evaluation.Answer(query.Root);
        if (state.From is not null || state.To is not null)
        {
            text = text.And(catalogue.Between(state.From, state.To));
        }

        var chosen = state.Chosen.ToDictionary(c => c.Key, c => Chosen(catalogue, c.Key, c.Value));
        var matches = chosen.Values.Aggregate(text, (set, facet) => set.And(facet));
        return new Found(state, query, catalogue, museums, evaluation, text, chosen, matches) { Sources = await _sources.Read(stop) };
    }

    private static Bits Chosen(Catalogue catalogue, string facet, IReadOnlyList<string> keys)
    {
        var any = new Bits(catalogue.Rows.Length);
        foreach (var key in keys)
        {
            if (catalogue.Values.Find(facet, key) is { } value)
            {
                any = any.Or(catalogue.With(value));
            }
        }

        return any;
    }

    private static async Task<int[]> Ordered(Found found, int skip, int take) =>
        found.State.Sort == Sort.Relevance && found.Query.Root is { } root
            ? await new Ranking(found.Evaluation, found.Catalogue).Page(found.Matches, root, found.State.Q, skip, take)
            : [.. found.Catalogue.Order(found.State.Sort).Where(n => found.Matches[n]).Skip(skip).Take(take)];
}

/// <summary>References beside a notice in a list of results; null at its ends.</summary>
public sealed record Neighbours(string? Previous, string? Next);

/// <summary>What a state matches, with what is needed to count and to order it.</summary>
/// <param name="Text">Matches of the words and years, before any facet.</param>
/// <param name="Chosen">Facet → notices that carry one of its chosen values.</param>
internal sealed record Found(
    SearchState State, ParsedQuery Query, Catalogue Catalogue, MuseumDirectory.Snapshot Museums, Evaluation Evaluation,
    Bits Text, IReadOnlyDictionary<string, Bits> Chosen, Bits Matches)
{
    public required NoticeSources.Snapshot Sources { get; init; }
}
