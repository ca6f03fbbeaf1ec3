using Heritage.Standards.Text;

namespace Musenor.Museums;

/// <summary>Names and towns as people type them: no accents, no hyphens, « saint » as « st », articles left out.</summary>
internal static class NameWords
{
    private static readonly HashSet<string> Articles = new(["l", "le", "la", "les", "d", "de", "du", "des", "un", "une", "a", "au", "aux"], StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal) { ["saint"] = "st", ["sainte"] = "ste", ["saints"] = "sts", ["saintes"] = "stes" };

    /// <summary>« Musée de l'Hôtel-Dieu » is musee, de, l, hotel, dieu: ASCII letters and digits only.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        string.Concat(Folding.Fold(text).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words that count in a search. What holds nothing but articles keeps them.</summary>
    public static IReadOnlyList<string> SearchWords(string text)
    {
        var words = Words(text);
        var kept = words.Where(w => !Articles.Contains(w)).Select(w => Short.GetValueOrDefault(w, w)).ToArray();
        return kept.Length > 0 ? kept : words;
    }

    /// <summary>Words parted and surrounded by blanks, so that « ␠ly » finds « Lys » and not « Sully ».</summary>
    public static string SearchKey(params IEnumerable<string> texts) => $" {string.Join(' ', texts.SelectMany(SearchWords).Distinct())} ";

    /// <summary>What an address or a filter writes: « pas-de-calais ».</summary>
    public static string Slug(string text) => string.Join('-', Words(text));

    public static string SortKey(string city, string name) => $"{string.Join(' ', Words(city))}\u0001{string.Join(' ', Words(name))}";
}
