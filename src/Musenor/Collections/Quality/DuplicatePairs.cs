using System.Runtime.CompilerServices;
using Musenor.Collections.Search.Columns;

namespace Musenor.Collections.Quality;

/// <summary>Why two notices look like one object.</summary>
public enum Likeness
{
    /// <summary>One museum, one inventory number but for its punctuation.</summary>
    Number,

    /// <summary>Two museums, the same author and title, measures or years.</summary>
    Work,
}

/// <summary>Two notices that may be of one object; the lesser number first.</summary>
internal sealed record DuplicatePair(Likeness Likeness, ReviewedNotice One, ReviewedNotice Other)
{
    /// <summary>References in the order in which the decision is kept.</summary>
    public (string One, string Other) Refs => string.CompareOrdinal(One.Ref, Other.Ref) < 0 ? (One.Ref, Other.Ref) : (Other.Ref, One.Ref);
}

/// <summary>
/// Finds the pairs in one pass over sorted keys: notices that share no key are never compared. Withdrawn notices are out: withdrawing one of
/// the two is the remedy.
/// </summary>
internal static class DuplicatePairs
{
    /// <summary>In a group larger than this, each is paired with the first only: « sans titre » by a prolific author.</summary>
    private const int Together = 6;
    private const double AlikeEnough = 0.5;
    private static readonly ConditionalWeakTable<CatalogueReview, IReadOnlyList<DuplicatePair>> Known = [];

    public static IReadOnlyList<DuplicatePair> Of(CatalogueReview review, Catalogue catalogue) => Known.GetValue(review, r => Find(r, catalogue));

    private static List<DuplicatePair> Find(CatalogueReview review, Catalogue catalogue)
    {
        var notices = review.Notices.OfType<ReviewedNotice>().Where(n => n.IsPublic).ToList();
        Row? RowOf(ReviewedNotice n) => n.Number < catalogue.Rows.Length ? catalogue.Rows[n.Number] : null;
        var found = new Dictionary<(int, int), DuplicatePair>();
        void Add(Likeness likeness, IEnumerable<(ReviewedNotice One, ReviewedNotice Other)> pairs)
        {
            foreach (var (one, other) in pairs)
            {
                found.TryAdd((one.Number, other.Number), new DuplicatePair(likeness, one, other));
            }
        }

        foreach (var same in notices.Where(n => n.Keys.Inventory != 0).GroupBy(n => (n.MuseumId, n.Keys.Inventory)).Select(g => g.ToList()).Where(g => g.Count > 1))
        {
            Add(Likeness.Number, Pairs(same));
        }

        foreach (var same in Blocks(notices, n => n.Keys.Work))
        {
            Add(Likeness.Work, SameWorks(same, RowOf));
        }

        foreach (var same in Blocks(notices, n => n.Keys.Measured))
        {
            Add(Likeness.Work, Pairs(same).Where(p => p.One.MuseumId != p.Other.MuseumId && WorkKeys.Alike(RowOf(p.One)?.TitleKey ?? "", RowOf(p.Other)?.TitleKey ?? "") >= AlikeEnough));
        }

        return [.. found.Values.OrderBy(p => p.One.Number).ThenBy(p => p.Other.Number)];
    }

    /// <summary>Groups under one key that several museums share.</summary>
    private static IEnumerable<List<ReviewedNotice>> Blocks(List<ReviewedNotice> notices, Func<ReviewedNotice, ulong> key) =>
        notices.Where(n => key(n) != 0).GroupBy(key).Select(g => g.ToList()).Where(g => g.Count > 1 && g.Select(n => n.MuseumId).Distinct().Count() > 1);

    /// <summary>One title and one author: the measures must agree, or, where one does not give them, the years.</summary>
    private static IEnumerable<(ReviewedNotice One, ReviewedNotice Other)> SameWorks(List<ReviewedNotice> same, Func<ReviewedNotice, Row?> row)
    {
        var measured = same.Where(n => n.Keys.Measures != 0).GroupBy(n => n.Keys.Measures).SelectMany(g => Pairs([.. g]));
        var dated = same.Where(n => row(n)?.From is not null).GroupBy(n => (row(n)!.From, row(n)!.To)).SelectMany(g => Pairs([.. g])).Where(p => p.One.Keys.Measures == 0 || p.Other.Keys.Measures == 0);
        return measured.Concat(dated).Where(p => p.One.MuseumId != p.Other.MuseumId);
    }

    private static IEnumerable<(ReviewedNotice One, ReviewedNotice Other)> Pairs(List<ReviewedNotice> group)
    {
        for (var i = 0; i < (group.Count > Together ? 1 : group.Count); i++)
        {
            for (var j = i + 1; j < group.Count; j++)
            {
                yield return group[i].Number < group[j].Number ? (group[i], group[j]) : (group[j], group[i]);
            }
        }
    }
}
