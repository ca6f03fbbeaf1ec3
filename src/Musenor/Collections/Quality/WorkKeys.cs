using System.Globalization;
using System.Text;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Collections.Quality;

/// <summary>
/// Keys under which two notices of one object meet, so that comparing them costs a sort and not every pair. 0 stands for « nothing to
/// compare ».
/// </summary>
/// <param name="Inventory">Current inventory number, its punctuation brought to one.</param>
/// <param name="Work">Title and author.</param>
/// <param name="Measured">Author, measures and years.</param>
/// <param name="Measures">Measures alone.</param>
internal readonly record struct WorkKeys(ulong Inventory, ulong Work, ulong Measured, ulong Measures)
{
    private const int ShortestTitle = 8;
    private static readonly string[] Nobody = ["anonyme", "inconnu", "non identifie", "auteur inconnu", "sans auteur"];

    public static WorkKeys Of(JocondeNotice notice)
    {
        var title = Tokens(notice["TITR"]);
        var author = notice.Authors.Count > 0 ? Author(notice.Authors[0].Name) : "";
        var measures = MeasuresOf(notice);
        var span = notice.Creation;
        return new WorkKeys(
            Hash(LooseNumber(notice.Inventory.Current)),
            author.Length > 0 && title.Length >= ShortestTitle ? Hash($"{title}|{author}") : 0,
            author.Length > 0 && measures.Length > 0 && span is not null ? Hash($"{author}|{measures}|{span}") : 0,
            Hash(measures));
    }

    /// <summary>
    /// « 2010.1.1 », « 2010-01-1 » and « 2010 1 1 » are one; « 1.23 » and « 12.3 » are not. Empty where there is no figure: « SN » identifies
    /// nothing.
    /// </summary>
    public static string LooseNumber(string number)
    {
        var loose = new StringBuilder(number.Length);
        var folded = Folding.Fold(number);
        var hasFigure = false;
        for (var i = 0; i < folded.Length;)
        {
            var isDigit = char.IsAsciiDigit(folded[i]);
            var end = i;
            while (end < folded.Length && char.IsLetterOrDigit(folded[end]) && char.IsAsciiDigit(folded[end]) == isDigit)
            {
                end++;
            }

            if (end == i)
            {
                i++;
                continue;
            }

            var part = isDigit ? folded[i..end].TrimStart('0') : folded[i..end];
            hasFigure |= isDigit && part.Length > 0;
            loose.Append(loose.Length > 0 ? "." : "").Append(part.Length > 0 ? part : "0");
            i = end;
        }

        return hasFigure ? loose.ToString() : "";
    }

    /// <summary>Share of words that two titles have in common, from 0 to 1.</summary>
    public static double Alike(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        return a.Count == 0 || b.Count == 0 ? 0 : (double)a.Count(b.Contains) / a.Union(b).Count();
    }

    private static HashSet<string> Words(string text) => [.. Tokens(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2)];

    /// <summary>The same words in any order: « Poussin Nicolas » and « Nicolas Poussin ». Empty for nobody.</summary>
    private static string Author(string name)
    {
        var tokens = Tokens(name);
        return Nobody.Any(n => tokens.StartsWith(n, StringComparison.Ordinal)) ? "" : string.Join(' ', tokens.Split(' ').Order(StringComparer.Ordinal));
    }

    /// <summary>At least two figures: one alone is shared by too many.</summary>
    private static string MeasuresOf(JocondeNotice notice)
    {
        var values = notice.Measures.Where(m => m.Value is not null).Select(m => m.Value!.Value.ToString("0.##", CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal).ToList();
        return values.Count < 2 ? "" : string.Join('×', values);
    }

    private static string Tokens(string text)
    {
        var tokens = new StringBuilder(text.Length);
        foreach (var c in Folding.Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                tokens.Append(c);
            }
            else if (tokens.Length > 0 && tokens[^1] != ' ')
            {
                tokens.Append(' ');
            }
        }

        return tokens.ToString().TrimEnd();
    }

    /// <summary>FNV-1a of 64 bits: among a million notices, two different keys meet once in ten million catalogues.</summary>
    private static ulong Hash(string key)
    {
        if (key.Length == 0)
        {
            return 0;
        }

        var hash = 14695981039346656037UL;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
