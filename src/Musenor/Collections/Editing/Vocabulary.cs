using System.Runtime.CompilerServices;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Query;
using Musenor.Museums;

namespace Musenor.Collections.Editing;

/// <summary>A term that no other notice uses, and the nearest one that others use; null when none is near.</summary>
public sealed record UnknownTerm(string Code, string Term, string? Nearest, int Count);

/// <summary>
/// Help for the ten fields that POP checks against a vocabulary (joconde.md §0.4): the terms of the catalogue itself, with their counts.
/// A term that nobody else uses is told, never refused: POP does the same.
/// </summary>
public sealed class Vocabulary
{
    private const int Proposed = 30;
    private const int LongestTerm = 60;
    private static readonly ConditionalWeakTable<Catalogue, Dictionary<string, IReadOnlyList<string>>> Known = [];

    // Fields whose terms are a facet; LOCA and DEPO name towns and institutions, proposed from the directory.
    private static readonly Dictionary<string, string> FacetOf = new(StringComparer.Ordinal)
    {
        ["DOMN"] = "domaine",
        ["DENO"] = "denomination",
        ["AUTR"] = "auteur",
        ["ECOL"] = "ecole",
        ["PERI"] = "periode",
        ["PEOC"] = "periode",
        ["PERU"] = "periode",
        ["STAT"] = "acquisition",
    };

    private readonly CatalogueReader _catalogue;
    private readonly MuseumDirectory _museums;

    internal Vocabulary(CatalogueReader catalogue, MuseumDirectory museums) => (_catalogue, _museums) = (catalogue, museums);

    /// <summary>The most used terms of each of the fields, for the browser to propose.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Proposals(CancellationToken stop = default)
    {
        var catalogue = await _catalogue.Current(stop);
        var museums = await _museums.Read(stop);
        return Known.GetValue(catalogue, c => Terms(c, museums));
    }

    /// <summary>The terms of these fields that no other notice uses.</summary>
    public async Task<IReadOnlyList<UnknownTerm>> Unknown(string reference, JocondeNotice notice, IEnumerable<string> codes, CancellationToken stop = default)
    {
        var catalogue = await _catalogue.Current(stop);
        var tally = catalogue.TallyOfAll();
        var own = Array.Find(catalogue.Rows, r => r?.Ref == reference)?.Values ?? [];
        var unknown = new List<UnknownTerm>();
        foreach (var code in codes.Where(FacetOf.ContainsKey))
        {
            int Others(FacetValue value) => (value.Id < tally.Length ? tally[value.Id] : 0) - (Array.BinarySearch(own, value.Id) >= 0 ? 1 : 0);
            foreach (var term in TermsOf(notice, code))
            {
                var same = catalogue.Values.Find(FacetOf[code], Slug.Of(term));
                if (same is not null && Others(same) > 0)
                {
                    if (same.Label != term)
                    {
                        unknown.Add(new(code, term, same.Label, Others(same)));
                    }

                    continue;
                }

                var near = Nearest(catalogue, FacetOf[code], term, Others);
                unknown.Add(new(code, term, near?.Label, near is null ? 0 : Others(near)));
            }
        }

        return unknown;
    }

    private static IEnumerable<string> TermsOf(JocondeNotice notice, string code) => code switch
    {
        "AUTR" => notice.Authors.Select(a => a.Name),
        "STAT" => notice.Status?.Acquisitions ?? [],
        _ => notice.Terms(code),
    };

    /// <summary>One fault in a short term, two in a longer one, three in a long one; among equals, the most used.</summary>
    private static FacetValue? Nearest(Catalogue catalogue, string facet, string term, Func<FacetValue, int> count)
    {
        var folded = Folding.Fold(term);
        var most = folded.Length switch { < 4 => 0, < 6 => 1, < 14 => 2, _ => 3 };
        if (most == 0 || folded.Length > LongestTerm)
        {
            return null;
        }

        return catalogue.Values.Of(facet)
            .Where(v => Math.Abs(v.Label.Length - folded.Length) <= most && count(v) > 0)
            .Select(v => (Value: v, Faults: Spellings.Faults(folded, Folding.Fold(v.Label), most)))
            .Where(v => v.Faults > 0 && v.Faults <= most)
            .OrderBy(v => v.Faults).ThenByDescending(v => count(v.Value)).ThenBy(v => v.Value.Key, StringComparer.Ordinal)
            .Select(v => v.Value).FirstOrDefault();
    }

    private static Dictionary<string, IReadOnlyList<string>> Terms(Catalogue catalogue, MuseumDirectory.Snapshot museums)
    {
        var tally = catalogue.TallyOfAll();
        var byFacet = FacetOf.Values.Distinct().ToDictionary(facet => facet, facet => (IReadOnlyList<string>)
        [
            .. catalogue.Values.Of(facet).Where(v => v.Id < tally.Length && tally[v.Id] > 0 && v.Label.Length <= LongestTerm)
                .OrderByDescending(v => tally[v.Id]).ThenBy(v => v.Key, StringComparer.Ordinal).Take(Proposed).Select(v => v.Label),
        ]);
        var terms = FacetOf.ToDictionary(f => f.Key, f => byFacet[f.Value], StringComparer.Ordinal);
        terms["LOCA"] = [.. museums.All.Where(m => m.City.Length > 0 && Kept(catalogue, tally, m)).Select(m => $"{m.City} ; {m.Name}").Take(Proposed)];
        terms["DEPO"] = [.. terms["LOCA"].Select(place => $"dépôt ; {place}")];
        return terms;
    }

    private static bool Kept(Catalogue catalogue, int[] tally, Museum museum) =>
        catalogue.Values.Find(Facet.Museum, Slug.Of(museum.Id)) is { } value && value.Id < tally.Length && tally[value.Id] > 0;
}
