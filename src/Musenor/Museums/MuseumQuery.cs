using System.Net;

namespace Musenor.Museums;

/// <summary>What the directory is asked. It is the address: every state of the page is one query, every query one address.</summary>
internal sealed record MuseumQuery
{
    /// <summary>Words of a name or of a town.</summary>
    public string Words { get; init; } = "";

    /// <summary>Départements as the address writes them: « pas-de-calais ».</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    public IReadOnlyList<string> Themes { get; init; } = [];

    public IReadOnlyList<string> Cities { get; init; } = [];

    public bool WithWorks { get; init; }

    /// <summary>Open at some hour of today, as far as its hours are known.</summary>
    public bool OpenToday { get; init; }

    /// <summary>Disabilities for which the museum says that it is accessible, at least in part: « moteur ».</summary>
    public IReadOnlyList<string> Accessible { get; init; } = [];

    /// <summary>The four families, as the address writes them and as they are stored.</summary>
    public static readonly IReadOnlyDictionary<string, string> Families =
        new Dictionary<string, string> { ["auditif"] = "hearing", ["mental"] = "mental", ["moteur"] = "motor", ["visuel"] = "visual" };

    /// <summary>Every museum known, and not only those of the network and those with works online.</summary>
    public bool AllKnown { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>Reads an address; what it does not know is left out, and the page then redirects to the canonical address.</summary>
    public static MuseumQuery Read(IQueryCollection given) => new()
    {
        Words = Tidy(given["q"].LastOrDefault() ?? ""),
        Departments = Slugs(given["departement"]),
        Themes = Slugs(given["theme"]),
        Cities = Slugs(given["ville"]),
        WithWorks = given["oeuvres"] == "1",
        OpenToday = given["ouvert"] == "1",
        Accessible = [.. Families.Keys.Where(f => given["accessible"].Contains(f))],
        AllKnown = given["portee"] == "tous",
        Page = int.TryParse(given["page"], out var page) && page > 1 ? page : 1,
    };

    /// <summary>The one order of the address.</summary>
    public IEnumerable<(string Key, string Value)> Pairs()
    {
        IEnumerable<(string, string)> one = Words.Length > 0 ? [("q", Words)] : [];
        return one
            .Concat(Departments.Select(d => ("departement", d)))
            .Concat(Themes.Select(t => ("theme", t)))
            .Concat(Cities.Select(c => ("ville", c)))
            .Concat(WithWorks ? [("oeuvres", "1")] : [])
            .Concat(OpenToday ? [("ouvert", "1")] : [])
            .Concat(Accessible.Select(f => ("accessible", f)))
            .Concat(AllKnown ? [("portee", "tous")] : [])
            .Concat(Page > 1 ? [("page", Page.ToString(System.Globalization.CultureInfo.InvariantCulture))] : []);
    }

    public string Url(string path = "/musees")
    {
        var query = string.Join('&', Pairs().Select(p => $"{p.Key}={WebUtility.UrlEncode(p.Value)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>True when the address already is the canonical one, however its signs were escaped.</summary>
    public bool IsWritten(QueryString written)
    {
        var given = written.Value?.TrimStart('?') ?? "";
        var pairs = given.Length == 0 ? [] : given.Split('&').Select(p => p.Split('=', 2)).Select(p => (WebUtility.UrlDecode(p[0]), p.Length > 1 ? WebUtility.UrlDecode(p[1]) : ""));
        return pairs.SequenceEqual(Pairs());
    }

    private static string Tidy(string words)
    {
        var tidy = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return tidy.Length > 200 ? tidy[..200].TrimEnd() : tidy;
    }

    private static string[] Slugs(IEnumerable<string?> values) => [.. values.Select(v => NameWords.Slug(v ?? "")).Where(v => v.Length is > 0 and <= 80).Distinct().Order(StringComparer.Ordinal).Take(60)];
}
