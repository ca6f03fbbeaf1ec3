using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>One material and what was done to it, from TECH.</summary>
/// <param name="Material">« ivoire »; in files that do not pair, the term itself.</param>
/// <param name="Processes">« gravé », « doré »; empty when not said.</param>
/// <param name="Precision">What parentheses hold, joined by « , »; null when there are none.</param>
/// <param name="Text">The words of the source.</param>
public sealed record Technique(string Material, IReadOnlyList<string> Processes, string? Precision, string Text)
{
    /// <summary>
    /// The ministry pairs « matériau ; technique » and parts the pairs with « # »; older files part the pairs with « ; » glued to
    /// the words and the words of one pair with « , ». Both are read; a lone list parted by « ; » with spaces is one pair.
    /// </summary>
    public static IReadOnlyList<Technique> Parse(string text)
    {
        var pairs = text.Contains('#', StringComparison.Ordinal) || text.Contains(" ; ", StringComparison.Ordinal) ? Cut.At(text, ['#']) : Cut.Outside(text, [';']);
        return [.. pairs.Select(Read)];
    }

    private static Technique Read(string pair)
    {
        var words = new List<string>();
        var precisions = new List<string>();
        foreach (var piece in Cut.Outside(pair, [';', ',']))
        {
            var (word, inside) = Cut.Parentheses(piece);
            precisions.AddRange(inside);
            if (word.Length > 0)
            {
                words.Add(word);
            }
        }

        return new Technique(words.Count == 0 ? Folding.Blanks(pair) : words[0], [.. words.Skip(1)], precisions.Count == 0 ? null : string.Join(", ", precisions), pair);
    }
}
