using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Collections.Quality;
using Musenor.Collections.Search;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Collections.Search.Query;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Collections.Editing;

/// <summary>What the list shows: one page of lines, how many there are, and the museums to choose from.</summary>
public sealed record NoticesToEdit(NoticeFilter Filter, int Total, int Page, IReadOnlyList<NoticeLine> Lines, IReadOnlyList<Museum> Museums, int All)
{
    public int Pages => Math.Max(1, (Total + NoticeFilter.PageSize - 1) / NoticeFilter.PageSize);
}

/// <summary>The notices that a person may edit, withdrawn ones too: searched and sorted in memory, as visitors' searches are.</summary>
public sealed class ListNoticesToEdit
{
    private readonly CatalogueReader _catalogue;
    private readonly LeafAnswers _answers;
    private readonly MuseumDirectory _museums;
    private readonly ReadLines _lines;
    private readonly NoticeSets _sets;

    internal ListNoticesToEdit(CatalogueReader catalogue, LeafAnswers answers, MuseumDirectory museums, ReadLines lines, NoticeSets sets) =>
        (_catalogue, _answers, _museums, _lines, _sets) = (catalogue, answers, museums, lines, sets);

    public async Task<NoticesToEdit> Run(Person who, NoticeFilter filter, CancellationToken stop = default)
    {
        var museums = await _museums.Read(stop);
        var catalogue = (await _catalogue.Current(stop)).Whole();
        var mine = Mine(catalogue, who);
        var set = await Matches(catalogue, museums, filter, mine, stop);
        var total = set.Count();
        var page = Math.Min(filter.Page, Math.Max(1, (total + NoticeFilter.PageSize - 1) / NoticeFilter.PageSize));
        var numbers = OfficeOrders.Of(catalogue, museums).By(filter.Sort).Where(n => set[n]).Skip((page - 1) * NoticeFilter.PageSize).Take(NoticeFilter.PageSize).ToArray();
        // One pass over the notices, not one a museum.
        var held = who.Museums(Rights.EditNotices) is null ? catalogue.TallyOfAll() : catalogue.Tally(mine);
        return new NoticesToEdit(
            filter, total, page, await _lines.Run(numbers, museums, true, stop),
            [.. museums.All.Where(m => who.May(Rights.EditNotices, m.Id) && Museum(catalogue, m.Id) is { } value && held[value.Id] > 0)], mine.Count());
    }

    /// <summary>Every notice of the list, in the order of entry.</summary>
    internal async Task<IReadOnlyList<Row>> All(Person who, NoticeFilter filter, CancellationToken stop = default)
    {
        var catalogue = (await _catalogue.Current(stop)).Whole();
        var set = await Matches(catalogue, await _museums.Read(stop), filter, Mine(catalogue, who), stop);
        return [.. set.Numbers().Select(n => catalogue.Rows[n]!)];
    }

    /// <summary>The references of all that a filter keeps, in its order: for what is done to a whole selection.</summary>
    public async Task<IReadOnlyList<string>> Refs(Person who, NoticeFilter filter, CancellationToken stop = default)
    {
        var museums = await _museums.Read(stop);
        var catalogue = (await _catalogue.Current(stop)).Whole();
        var set = await Matches(catalogue, museums, filter, Mine(catalogue, who), stop);
        return [.. OfficeOrders.Of(catalogue, museums).By(filter.Sort).Where(n => set[n]).Select(n => catalogue.Rows[n]!.Ref)];
    }

    /// <summary>How many wait for something, for the page of the day: incomplete, without a picture, with a date that cannot be read.</summary>
    public async Task<(int Incomplete, int NoImage, int Dates)> Waiting(Person who, CancellationToken stop = default)
    {
        // What is withdrawn waits for nothing.
        var catalogue = await _catalogue.Current(stop);
        var mine = Mine(catalogue, who);
        var noImage = catalogue.Values.Find(Facet.Image, "0") is { } none ? mine.And(catalogue.With(none)).Count() : 0;
        var (incomplete, dates) = (0, 0);
        foreach (var number in mine.Numbers())
        {
            var todo = catalogue.Rows[number]!.Todo;
            incomplete += (todo & NoticeTodo.Incomplete) != 0 ? 1 : 0;
            dates += (todo & NoticeTodo.UnreadableDate) != 0 ? 1 : 0;
        }

        return (incomplete, noImage, dates);
    }

    private static Bits Mine(Catalogue catalogue, Person who)
    {
        if (who.Museums(Rights.EditNotices) is not { } museums)
        {
            return catalogue.All;
        }

        return museums.Select(id => Museum(catalogue, id)).OfType<FacetValue>().Aggregate(new Bits(catalogue.Rows.Length), (set, value) => set.Or(catalogue.Held(value)));
    }

    private static FacetValue? Museum(Catalogue catalogue, string id) => catalogue.Values.Find(Facet.Museum, Slug.Of(id));

    private async Task<Bits> Matches(Catalogue catalogue, MuseumDirectory.Snapshot museums, NoticeFilter filter, Bits mine, CancellationToken stop)
    {
        var set = mine;
        if (filter.Museum.Length > 0)
        {
            set = Museum(catalogue, filter.Museum) is { } value ? set.And(catalogue.Held(value)) : new Bits(catalogue.Rows.Length);
        }

        if (filter.Todo == NoticeFilter.NoImage)
        {
            set = catalogue.Values.Find(Facet.Image, "0") is { } none ? set.And(catalogue.With(none)) : new Bits(catalogue.Rows.Length);
        }

        if (await _sets.Of(filter, catalogue, stop) is { } asked)
        {
            set = set.And(asked);
        }

        if (Condition(filter) is { } wanted)
        {
            var kept = new Bits(catalogue.Rows.Length);
            foreach (var number in set.Numbers().Where(n => wanted(catalogue.Rows[n]!)))
            {
                kept.Add(number);
            }

            set = kept;
        }

        return filter.Q.Length == 0 ? set : set.And(await Worded(catalogue, museums, filter.Q, stop));
    }

    private static Func<Row, bool>? Condition(NoticeFilter filter)
    {
        var todo = Indicator.All.FirstOrDefault(i => i.Key == filter.Todo)?.Bit ?? 0;
        if (todo == 0 && filter.State.Length == 0 && filter.Since is null)
        {
            return null;
        }

        var since = filter.Since is { } day ? ParisDay.Start(day).ToUnixTimeSeconds() : long.MinValue;
        return row => (todo == 0 || (row.Todo & todo) != 0) && (filter.State.Length == 0 || row.IsPublic == (filter.State == NoticeFilter.Published)) && row.ChangedAt >= since;
    }

    /// <summary>The language of the public search; a whole reference is that notice.</summary>
    private async Task<Bits> Worded(Catalogue catalogue, MuseumDirectory.Snapshot museums, string text, CancellationToken stop)
    {
        if (Array.Find(catalogue.Rows, r => r is not null && string.Equals(r.Ref, text, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            var one = new Bits(catalogue.Rows.Length);
            one.Add(named.Number);
            return one;
        }

        return QueryParser.Parse(text).Root is { } root ? await new Evaluation(_answers, catalogue, museums, false, stop).Answer(root) : catalogue.All;
    }
}
