namespace Musenor.Collections.Search.Columns;

/// <summary>Orders of results. Relevance stands on the query; among equals, and without a query, the better described come first.</summary>
public enum Sort { Relevance, Oldest, Newest, Title, Added }

internal static class Sorts
{
    public static string Key(this Sort sort) => sort switch
    {
        Sort.Oldest => "ancien",
        Sort.Newest => "recent",
        Sort.Title => "titre",
        Sort.Added => "ajout",
        _ => "pertinence",
    };

    /// <summary>Undated notices come last both ways. The number settles ties, so that paging is stable.</summary>
    public static Comparison<Row?> Compare(this Sort sort) => sort switch
    {
        Sort.Oldest => (a, b) => First((a!.From ?? int.MaxValue).CompareTo(b!.From ?? int.MaxValue), (a.To ?? 0).CompareTo(b.To ?? 0), a.Number.CompareTo(b.Number)),
        Sort.Newest => (a, b) => First((b!.To ?? int.MinValue).CompareTo(a!.To ?? int.MinValue), (b.From ?? 0).CompareTo(a.From ?? 0), a.Number.CompareTo(b.Number)),
        Sort.Title => (a, b) => First((a!.TitleKey.Length == 0).CompareTo(b!.TitleKey.Length == 0), string.CompareOrdinal(a.TitleKey, b.TitleKey), a.Number.CompareTo(b.Number)),
        Sort.Added => (a, b) => b!.Number.CompareTo(a!.Number),
        _ => (a, b) => First(b!.Quality.CompareTo(a!.Quality), 0, a.Number.CompareTo(b.Number)),
    };

    private static int First(int one, int two, int three) => one != 0 ? one : two != 0 ? two : three;
}
