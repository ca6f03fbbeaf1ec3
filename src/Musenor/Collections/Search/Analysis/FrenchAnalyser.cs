using System.Collections.Concurrent;
using System.Globalization;
using Heritage.Standards.Text;

namespace Musenor.Collections.Search.Analysis;

/// <summary>A word of a text: as written in lower case, folded, and its stems.</summary>
internal sealed record WordForms(string Word, string Exact, string[] Stems);

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

    // Words repeat: a bounded memory of them spares nearly all the work, and the word itself is not made again.
    private const int MostRemembered = 100_000;
    private static readonly ConcurrentDictionary<string, WordForms> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, WordForms>.AlternateLookup<ReadOnlySpan<char>> KnownBySpan = Known.GetAlternateLookup<ReadOnlySpan<char>>();
    // Asking a concurrent dictionary how much it holds stops everyone: counted beside it.
    private static int _remembered;

    /// <summary>The words of a text in order, accents kept, elided articles (« l’ », « qu’ ») dropped.</summary>
    public static List<string> Words(string text) => Analyse(text).ConvertAll(w => w.Word);

    /// <summary>The same words with all their forms.</summary>
    public static List<WordForms> Analyse(string text)
    {
        var words = new List<WordForms>(text.Length / 6);
        var lower = text.Normalize().ToLowerInvariant();
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

            var word = Forms(lower.AsSpan(start, at - start));
            var elision = at < lower.Length && lower[at] is '\'' or '’' or 'ʼ' or '‘' or '`';
            if (!elision || !Elided.Contains(word.Word))
            {
                words.Add(word);
            }
        }

        return words;
    }

    /// <summary>The form that phrases and « mots exacts » compare.</summary>
    public static string Exact(string word) => Folding.Fold(word);

    /// <summary>One stem, or two where accents make a difference; none for a word too frequent to help.</summary>
    public static string[] Stems(string word) => Forms(word).Stems;

    private static WordForms Forms(ReadOnlySpan<char> word)
    {
        if (KnownBySpan.TryGetValue(word, out var known))
        {
            return known;
        }

        var forms = Make(word.ToString());
        if (Volatile.Read(ref _remembered) < MostRemembered && Known.TryAdd(forms.Word, forms))
        {
            Interlocked.Increment(ref _remembered);
        }

        return forms;
    }

    private static WordForms Make(string word)
    {
        var folded = Folding.Fold(word);
        if (Empty.Contains(folded))
        {
            return new WordForms(word, folded, []);
        }

        var plain = FrenchStemmer.Stem(folded);
        var accented = string.Equals(folded, word, StringComparison.Ordinal) ? plain : Folding.Fold(FrenchStemmer.Stem(word));
        return new WordForms(word, folded, string.Equals(accented, plain, StringComparison.Ordinal) ? [plain] : [plain, accented]);
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

    private static bool IsWord(char c) => c < 0x80 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
