using System.Runtime.CompilerServices;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;

namespace Musenor.Collections.Search.Query;

/// <summary>The words of the catalogue's own titles and terms (authors, objects, techniques, places, subjects), to propose the nearest to a mistyped one.</summary>
internal sealed class Spellings
{
    private static readonly ConditionalWeakTable<Catalogue, Spellings> Known = [];
    private const int MostNear = 4;
    private readonly Dictionary<int, string[]> _byLength;
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    private Spellings(Catalogue catalogue)
    {
        for (var id = 0; id < catalogue.Values.Count; id++)
        {
            if (catalogue.Values[id].Facet is not (Facet.Museum or Facet.Image or Facet.Rights))
            {
                Learn(catalogue.Values[id].Label);
            }
        }

        foreach (var row in catalogue.Rows)
        {
            Learn(row?.TitleKey ?? "");
        }

        _byLength = _words.Keys.GroupBy(w => w.Length).ToDictionary(g => g.Key, g => g.ToArray());
    }

    private void Learn(string text)
    {
        foreach (var word in FrenchAnalyser.Words(text).Select(FrenchAnalyser.Exact).Where(w => w.Length >= 4))
        {
            _words[word] = _words.GetValueOrDefault(word) + 1;
        }
    }

    public static Spellings Of(Catalogue catalogue) => Known.GetValue(catalogue, static c => new Spellings(c));

    /// <summary>The nearest known words, best first: one fault in a short word, two in a longer one; none when none is near.</summary>
    public IReadOnlyList<string> Nearest(string typed)
    {
        var word = FrenchAnalyser.Exact(typed);
        if (word.Length is < 4 or > 30)
        {
            return [];
        }

        var most = word.Length < 6 ? 1 : 2;
        return [.. Enumerable.Range(word.Length - most, (2 * most) + 1)
            .SelectMany(length => _byLength.TryGetValue(length, out var words) ? words : [])
            .Select(known => (known, Faults: Faults(word, known, most)))
            .Where(w => w.Faults is > 0 && w.Faults <= most)
            .OrderBy(w => w.Faults).ThenByDescending(w => _words[w.known]).ThenBy(w => w.known, StringComparer.Ordinal)
            .Take(MostNear).Select(w => w.known)];
    }

    /// <summary>Letters to add, drop, change or swap between two words; gives up above <paramref name="most"/>.</summary>
    internal static int Faults(string a, string b, int most) => Heritage.Standards.Text.EditDistance.Faults(a, b, most);
}
