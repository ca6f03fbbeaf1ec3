using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Museums;

namespace Musenor.Collections.Search.Query;

/// <summary>Answers the tree of a query on one catalogue: leaves from the engine, the rest as arithmetic on sets.</summary>
/// <param name="exact">« Mots exacts »: no stems.</param>
internal sealed class Evaluation(LeafAnswers answers, Catalogue catalogue, MuseumDirectory.Snapshot museums, bool exact, CancellationToken stop)
{
    /// <summary>Fields whose terms are facets: a term named whole means that term, not its words.</summary>
    private static readonly Dictionary<SearchField, string> FacetOf = new()
    {
        [SearchField.Domain] = "domaine",
        [SearchField.Denomination] = "denomination",
        [SearchField.Author] = "auteur",
        [SearchField.Technique] = "technique",
        [SearchField.Period] = "periode",
        [SearchField.Place] = "lieu",
        [SearchField.Subject] = "sujet",
    };

    public async Task<Bits> Answer(QueryNode node)
    {
        switch (node)
        {
            case QueryNode.And and:
                return await All(and.All);
            case QueryNode.Or or:
                var any = new Bits(catalogue.Rows.Length);
                foreach (var child in or.Any)
                {
                    any = any.Or(await Answer(child));
                }

                return any;
            case QueryNode.Not not:
                return catalogue.All.Except(await Answer(not.Of));
            case QueryNode.Years years:
                return catalogue.Between(years.From, years.To);
            case QueryNode.Prefix prefix:
                return (await Prefixed(prefix)).And(catalogue.All);
            case QueryNode.Phrase phrase:
                return (await Phrased(phrase)).And(catalogue.All);
            case QueryNode.Word word:
                return (await Worded(word.Field, word.Text)).And(catalogue.All);
            default:
                throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    /// <summary>Notices where every word of a text stands in one field (or anywhere): also what ranking asks.</summary>
    public async Task<Bits> Worded(SearchField? field, string text)
    {
        if (field == SearchField.Museum)
        {
            return OfMuseums(m => m.HasAll(text));
        }

        if (field == SearchField.Inventory)
        {
            return await Numbered(text);
        }

        var words = FrenchAnalyser.Words(text);
        var all = await EveryWord(field, words);
        // « 1903.12.4 » typed in the box may be a number, whatever its punctuation.
        return field is null && words.Count > 1 && text.Any(char.IsDigit) ? all.Or(await Numbered(text)) : all;
    }

    public Task<Bits> Leaf(Leaf leaf) => answers.Get(leaf, catalogue.Revision, catalogue.Rows.Length, stop);

    private async Task<Bits> All(IReadOnlyList<QueryNode> nodes)
    {
        var set = catalogue.All;
        foreach (var node in nodes)
        {
            if (!set.Any())
            {
                break;
            }

            set = set.And(await Answer(node));
        }

        return set;
    }

    private async Task<Bits> EveryWord(SearchField? field, List<string> words)
    {
        var set = catalogue.All;
        foreach (var word in words)
        {
            var stems = FrenchAnalyser.Stems(word);
            if (stems.Length == 0 && words.Count > 1)
            {
                continue;
            }

            var found = stems.Length == 0 || (exact && field is null)
                ? await Leaf(new Leaf.Phrase([FrenchAnalyser.Exact(word)]))
                : await Leaf(new Leaf.Stems(field, stems));
            if (exact && field is not null && stems.Length > 0)
            {
                found = found.And(await Leaf(new Leaf.Phrase([FrenchAnalyser.Exact(word)])));
            }

            set = set.And(field is null ? found.Or(OfMuseums(m => m.IsIn(word))) : found);
        }

        return set;
    }

    private async Task<Bits> Numbered(string text)
    {
        var key = FrenchAnalyser.InventoryKey(text.TrimEnd('*'));
        if (key.Length == 0)
        {
            return new Bits(catalogue.Rows.Length);
        }

        var whole = await Leaf(new Leaf.Stems(SearchField.Inventory, [key]));
        return key.Contains('_', StringComparison.Ordinal) ? whole.Or(await Leaf(new Leaf.Prefix(SearchField.Inventory, key + "_"))) : whole;
    }

    private async Task<Bits> Prefixed(QueryNode.Prefix prefix)
    {
        var start = FrenchAnalyser.Exact(prefix.Text);
        if (prefix.Field == SearchField.Museum)
        {
            return OfMuseums(m => m.HasStart(start));
        }

        var set = await Leaf(new Leaf.Prefix(prefix.Field, start));
        if (prefix.Field is not null)
        {
            // In a field the index holds stems: a long start may be longer than the stem it begins.
            set = set.Or(await EveryWord(prefix.Field, [prefix.Text]));
        }

        return set;
    }

    private async Task<Bits> Phrased(QueryNode.Phrase phrase)
    {
        var words = FrenchAnalyser.Words(phrase.Text);
        if (phrase.Field is null)
        {
            return await Leaf(new Leaf.Phrase([.. words.Select(FrenchAnalyser.Exact)]));
        }

        if (FacetOf.TryGetValue(phrase.Field, out var facet) && catalogue.Values.Find(facet, Slug.Of(phrase.Text)) is { } value)
        {
            return catalogue.With(value);
        }

        var set = await Worded(phrase.Field, phrase.Text);
        return words.Count < 2 || phrase.Field == SearchField.Museum || phrase.Field == SearchField.Inventory
            ? set
            : set.And(await Leaf(new Leaf.Phrase([.. words.Select(FrenchAnalyser.Exact)])));
    }

    private Bits OfMuseums(Func<AnalysedMuseum, bool> wanted)
    {
        var set = new Bits(catalogue.Rows.Length);
        foreach (var museum in AnalysedMuseum.Of(museums))
        {
            if (wanted(museum) && catalogue.Values.Find(Facet.Museum, Slug.Of(museum.Id)) is { } value)
            {
                set = set.Or(catalogue.With(value));
            }
        }

        return set;
    }
}
