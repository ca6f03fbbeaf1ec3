using System.Collections.Concurrent;
using System.Globalization;
using Heritage.Standards.Text;

namespace Musenor.Collections.Search.Analysis;

/// <summary>
/// Cuts French text into words, the same way for notices and for queries, so that both engines answer alike (decision 0007).
/// A word has an exact form (lower case, no accents) and stems. A text written without accents (« REVOLUTION ») stems otherwise
/// than one with them (« révolution »): an accented word therefore gives both stems.
/// </summary>
internal static class FrenchAnalyser
{
    // Too frequent to tell notices apart; kept in exact phrases.
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "a", "au", "aux", "avec", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "du", "elle", "en", "est", "et", "il", "ils", "j", "l", "la",
        "le", "les", "leur", "leurs", "lui", "m", "mais", "n", "ne", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "se", "ses",
        "son", "sont", "sous", "sur", "t", "un", "une", "y",
    };

    private const int Remembered = 50_000;

    // Longer « words » are addresses or noise, those with digits are numbers and dates: met once or twice, and without end.
    private const int LongestRemembered = 40;
    private static readonly ConcurrentDictionary<string, WordForms> Known = new(StringComparer.Ordinal);
    private static int _known;

    private static readonly HashSet<string> Elided = new(StringComparer.Ordinal)
        { "c", "d", "j", "l", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu", "quoiqu" };

    /// <summary>The words of a text in order, accents kept, elided articles (« l’ », « qu’ ») dropped.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        // Half a surrogate pair (a broken file, a forged address) is no letter; the rest of the text still is.
        var whole = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0 ? string.Concat(text.EnumerateRunes()) : text;
        var lower = XmlCharacters.Clean(whole).Normalize().ToLowerInvariant();
        for (var at = 0; at < lower.Length;)
        {
            if (!IsWord(lower[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < lower.Length && IsWord(lower[at]))
            {
                at++;
            }

            var word = lower[start..at];
            var elision = at < lower.Length && lower[at] is '\'' or '’' or 'ʼ' or '‘' or '`';
            if (!elision || !Elided.Contains(word))
            {
                words.Add(word);
            }
        }

        return words;
    }

    /// <summary>The form that phrases and « mots exacts » compare.</summary>
    public static string Exact(string word) => Forms(word).Exact;

    /// <summary>One stem, or two where accents make a difference; none for a word too frequent to help.</summary>
    public static string[] Stems(string word) => Forms(word).Stems;

    public static bool IsEmpty(string word) => Forms(word).Stems.Length == 0;

    /// <summary>Both at once: words repeat, so a bounded memory of them spares the work nine times in ten.</summary>
    public static WordForms Forms(string word)
    {
        if (Known.TryGetValue(word, out var forms))
        {
            return forms;
        }

        var folded = Same(word, Folding.Fold(word));
        forms = new WordForms(folded, StemsOf(word, folded));
        if (word.Length <= LongestRemembered && !word.AsSpan().ContainsAnyInRange('0', '9') && Volatile.Read(ref _known) < Remembered && Known.TryAdd(word, forms))
        {
            Interlocked.Increment(ref _known);
        }

        return forms;
    }

    /// <summary>The first where both say the same: one of them in memory is enough.</summary>
    private static string Same(string known, string made) => string.Equals(known, made, StringComparison.Ordinal) ? known : made;

    private static string[] StemsOf(string word, string folded)
    {
        if (Empty.Contains(folded))
        {
            return [];
        }

        var plain = Same(folded, FrenchStemmer.Stem(folded));
        if (string.Equals(folded, word, StringComparison.Ordinal))
        {
            return [plain];
        }

        var accented = Folding.Fold(FrenchStemmer.Stem(word));
        return string.Equals(accented, plain, StringComparison.Ordinal) ? [plain] : [plain, accented];
    }

    /// <summary>
    /// An inventory number whatever its punctuation: « S.89.30 », « s 89-30 » and « S.89.030 » are all « s_89_30 ».
    /// Letters and digits that touch stay together (« 12bis »).
    /// </summary>
    public static string InventoryKey(string number)
    {
        var parts = Words(number).Select(Folding.Fold).Select(part => part.TrimStart('0') is { Length: > 0 } kept ? kept : "0");
        return string.Join('_', parts);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}

/// <summary>A word as it is compared: without accents, and by its stems.</summary>
internal sealed record WordForms(string Exact, string[] Stems);
