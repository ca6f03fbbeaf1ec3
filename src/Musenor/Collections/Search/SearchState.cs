using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Musenor.Collections.Search.Columns;

namespace Musenor.Collections.Search;

public enum ResultView { Mosaic, Table, Map, Timeline }

/// <summary>
/// One state of the search, which is its address: immutable, with one canonical writing. Unknown and empty parameters are dropped,
/// values of a facet are ORed, facets are ANDed.
/// </summary>
public sealed record SearchState
{
    public const string Path = "/collections";
    public const int PageSize = 24;
    private const int MostValues = 50;
    private const int LongestValue = 200;

    public string Q { get; init; } = "";

    /// <summary>Facet key → chosen value keys, in the order of <see cref="Facet.Keys"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public int? From { get; init; }

    public int? To { get; init; }

    /// <summary>« mots exacts »: no plurals, no related forms.</summary>
    public bool Exact { get; init; }

    public Sort Sort { get; init; }

    public ResultView View { get; init; }

    public int Page { get; init; } = 1;

    public int Filters => Chosen.Sum(c => c.Value.Count) + (From is null && To is null ? 0 : 1);

    public bool IsEmpty => Q.Length == 0 && Filters == 0;

    public static SearchState Read(IQueryCollection query)
    {
        var chosen = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var key in Facet.Keys)
        {
            var values = query[key].Where(v => !string.IsNullOrWhiteSpace(v) && v.Length <= LongestValue).Select(v => Slug.Of(v!.Trim()))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostValues).ToList();
            if (values.Count > 0)
            {
                chosen[key] = values;
            }
        }

        var q = Visible(query["q"].ToString()).Trim();
        var (from, to) = (Year(query["de"]), Year(query["a"]));
        var sort = Enum.GetValues<Sort>().FirstOrDefault(s => s.Key() == query["tri"]);
        return new SearchState
        {
            Q = q,
            Chosen = chosen,
            From = from > to ? to : from,
            To = from > to ? from : to,
            Exact = query["exact"] == "1" && q.Length > 0,
            Sort = sort,
            View = Enum.GetValues<ResultView>().FirstOrDefault(v => Key(v) == query["vue"]),
            Page = PageNumber(query["page"].ToString()),
        };
    }

    /// <summary>The canonical address, page included.</summary>
    public string Address(string path = Path) => path + Query();

    /// <summary>The canonical query string, with its « ? », or nothing.</summary>
    public string Query()
    {
        var query = new QueryBuilder();
        Add(query, "q", Q);
        foreach (var key in Facet.Keys)
        {
            foreach (var value in Chosen.GetValueOrDefault(key) ?? [])
            {
                query.Add(key, value);
            }
        }

        Add(query, "de", From?.ToString(CultureInfo.InvariantCulture));
        Add(query, "a", To?.ToString(CultureInfo.InvariantCulture));
        Add(query, "exact", Exact ? "1" : null);
        Add(query, "tri", Sort == Sort.Relevance ? null : Sort.Key());
        Add(query, "vue", View == ResultView.Mosaic ? null : Key(View));
        Add(query, "page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null);
        return query.ToString();
    }

    /// <summary>A changed filter starts again at page 1: page 7 of a list that now has two is no use.</summary>
    public SearchState With(string facet, string value) => this with { Page = 1, Chosen = Changed(facet, [.. ChosenIn(facet), value]) };

    public SearchState Without(string facet, string value) =>
        this with { Page = 1, Chosen = Changed(facet, [.. ChosenIn(facet).Where(v => v != value)]) };

    public SearchState WithoutFacet(string facet) => this with { Page = 1, Chosen = Changed(facet, []) };

    public SearchState WithoutFilters() => this with { Page = 1, Chosen = new Dictionary<string, IReadOnlyList<string>>(), From = null, To = null };

    public SearchState WithoutPage() => this with { Page = 1 };

    public IReadOnlyList<string> ChosenIn(string facet) => Chosen.GetValueOrDefault(facet) ?? [];

    public static string Key(ResultView view) => view switch
    {
        ResultView.Table => "liste",
        ResultView.Map => "carte",
        ResultView.Timeline => "frise",
        _ => "mosaique",
    };

    private Dictionary<string, IReadOnlyList<string>> Changed(string facet, IReadOnlyList<string> values)
    {
        var chosen = Chosen.Where(c => c.Key != facet).ToDictionary();
        if (values.Count > 0)
        {
            chosen[facet] = [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        return chosen;
    }

    private static void Add(QueryBuilder query, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            query.Add(key, value);
        }
    }

    private static int? Year(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var year) && year is > -100_000 and < 10_000 ? year : null;

    /// <summary>A number beyond counting stands for the last page, as any number too high does.</summary>
    private static int PageNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page)
        : text.Length > 0 && text.All(char.IsAsciiDigit) ? int.MaxValue : 1;

    /// <summary>Control characters, broken surrogates and what Unicode says is no character have no place in an address.</summary>
    private static string Visible(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar || (rune.Value & 0xFFFE) == 0xFFFE ? " " : rune.ToString());
        }

        return kept.Length > 1_000 ? kept.ToString(0, 1_000) : kept.ToString();
    }
}
