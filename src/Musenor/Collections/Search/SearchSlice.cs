using System.Globalization;

namespace Musenor.Collections.Search;

/// <summary>A piece of the results, and where the next one begins; null at their end.</summary>
public sealed record SearchSlice(
    string Restated, int Total, IReadOnlyList<NoticeLine> Lines, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets, SearchCursor? Next);

/// <summary>A place in results: the number of a notice (« n1204 »), or a rank (« r48 ») where the order is how well a question is answered.</summary>
public sealed record SearchCursor(bool IsRank, int Place)
{
    public override string ToString() => (IsRank ? "r" : "n") + Place.ToString(CultureInfo.InvariantCulture);

    public static SearchCursor? Read(string text) =>
        text.Length > 1 && text[0] is 'r' or 'n' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? new(text[0] == 'r', place) : null;
}
