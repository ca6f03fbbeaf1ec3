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

    private static readonly HashSet<string> Elided = new(StringComparer.Ordinal)
        { "c", "d", "j", "l", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu", "quoiqu" };

    /// <summary>The words of a text in order, accents kept, elided articles (« l’ », « qu’ ») dropped.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        // Half a surrogate pair (a broken file, a forged address) is no letter; the rest of the text still is.
        var whole = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0 ? string.Concat(text.EnumerateRunes()) : text;
        var lower = whole.Normalize().ToLowerInvariant();
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
    public static string Exact(string word) => Folding.Fold(word);

    /// <summary>One stem, or two where accents make a difference; none for a word too frequent to help.</summary>
    public static IEnumerable<string> Stems(string word)
    {
        var folded = Folding.Fold(word);
        if (Empty.Contains(folded))
        {
            yield break;
        }

        var plain = FrenchStemmer.Stem(folded);
        yield return plain;
        if (!string.Equals(folded, word, StringComparison.Ordinal))
        {
            var accented = Folding.Fold(FrenchStemmer.Stem(word));
            if (!string.Equals(accented, plain, StringComparison.Ordinal))
            {
                yield return accented;
            }
        }
    }

    public static bool IsEmpty(string word) => Empty.Contains(Folding.Fold(word));

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
