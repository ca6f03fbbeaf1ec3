using Heritage.Standards.Text;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;

namespace Musenor.Collections.Search.Query;

/// <summary>
/// Orders matches by where the words stand: inventory number or reference exact, title exact, title, author, what it is and shows,
/// the rest; then words in the order typed and exact forms; then the better described (image, completeness).
/// </summary>
internal sealed class Ranking(Evaluation evaluation, Catalogue catalogue)
{
    private const int IdentityScore = 100_000;
    private const int TitleScore = 10_000;
    private const int PhraseScore = 30;
    private const int ExactScore = 3;

    private static readonly (SearchField Field, int Score)[] Tiers =
        [(SearchField.Title, 100), (SearchField.Author, 60), (SearchField.Denomination, 30), (SearchField.Subject, 30), (SearchField.Domain, 20)];

    /// <summary>The numbers of one page of <paramref name="matches"/>, best first.</summary>
    public async Task<int[]> Page(Bits matches, QueryNode root, string typed, int skip, int take)
    {
        var scores = await Scores(root, typed);
        // Within one score, the order of quality: walking it fills each bucket already sorted.
        var buckets = new SortedDictionary<int, List<int>>(Comparer<int>.Create((a, b) => b.CompareTo(a)));
        foreach (var number in catalogue.Order(Sort.Relevance))
        {
            if (!matches[number])
            {
                continue;
            }

            var score = scores(number);
            if (!buckets.TryGetValue(score, out var bucket))
            {
                buckets[score] = bucket = [];
            }

            bucket.Add(number);
        }

        return [.. buckets.SelectMany(b => b.Value).Skip(skip).Take(take)];
    }

    private async Task<Func<int, int>> Scores(QueryNode root, string typed)
    {
        var perWord = new List<(Bits Set, int Score)[]>();
        var bonuses = new List<(Bits Set, int Score)>();
        var wanted = root.Wanted().ToList();
        foreach (var text in wanted.Select(Text).Where(t => t.Length > 0))
        {
            var tiers = new List<(Bits, int)>();
            foreach (var (field, score) in Tiers)
            {
                tiers.Add((await evaluation.Worded(field, text), score));
            }

            perWord.Add([.. tiers]);
            bonuses.Add((await evaluation.Leaf(Exact(text)), ExactScore));
        }

        if (perWord.Count > 1 && wanted.All(n => n is QueryNode.Word { Field: null }))
        {
            bonuses.Add((await evaluation.Leaf(Exact(typed)), PhraseScore));
        }

        await AddIdentity(bonuses, root, typed);
        var title = Folding.Fold(typed).Trim(' ', '"');
        return number => Score(catalogue.Rows[number]!, title, typed, perWord, bonuses);
    }

    private static int Score(Row row, string title, string typed, List<(Bits Set, int Score)[]> perWord, List<(Bits Set, int Score)> bonuses)
    {
        var score = string.Equals(row.TitleKey, title, StringComparison.Ordinal) ? TitleScore : 0;
        score += string.Equals(row.Ref, typed, StringComparison.OrdinalIgnoreCase) ? IdentityScore : 0;
        foreach (var tiers in perWord)
        {
            foreach (var (set, tier) in tiers)
            {
                if (set[row.Number])
                {
                    score += tier;
                    break;
                }
            }
        }

        foreach (var (set, bonus) in bonuses)
        {
            score += set[row.Number] ? bonus : 0;
        }

        return score;
    }

    /// <summary>The whole query may be an inventory number or a reference: those come first.</summary>
    private async Task AddIdentity(List<(Bits, int)> bonuses, QueryNode root, string typed)
    {
        var number = root is QueryNode.Word { Field: { } field } word && field == SearchField.Inventory ? word.Text : typed;
        var key = FrenchAnalyser.InventoryKey(number);
        if (key.Length is > 0 and < 100 && key.Any(char.IsDigit))
        {
            bonuses.Add((await evaluation.Leaf(new Leaf.Stems(SearchField.Inventory, [key])), IdentityScore));
        }
    }

    private static Leaf.Phrase Exact(string text) => new([.. FrenchAnalyser.Words(text).Select(FrenchAnalyser.Exact)]);

    private static string Text(QueryNode node) => node switch
    {
        QueryNode.Word { Field: null } word => word.Text,
        QueryNode.Phrase { Field: null } phrase => phrase.Text,
        _ => "",
    };
}
