namespace Heritage.Standards.Joconde;

/// <summary>A place of LIEUX, from the widest part to the narrowest.</summary>
/// <param name="Parts">« France », « Saône-et-Loire », « Autun ».</param>
/// <param name="Kind">« lieu d'exécution », « lieu d'utilisation »…; null when not said.</param>
/// <param name="Text">The words of the source.</param>
public sealed record Place(IReadOnlyList<string> Parts, string? Kind, string Text)
{
    /// <summary>Parts by « ; » (ministry 2024) or « , » (older); places parted by « # », or by « ; » where « , » parts a place.</summary>
    public static IReadOnlyList<Place> Parse(string text)
    {
        var places = new List<Place>();
        var start = -1;
        foreach (var group in Cut.Ranges(text, ['#'], outsideParentheses: true))
        {
            var offset = group.Start.Value;
            var words = text[group];
            foreach (var piece in Cut.Ranges(words, [';'], outsideParentheses: true))
            {
                start = start < 0 ? piece.Start.Value : start;
                // A kind in parentheses, or parts already parted by commas, end a place.
                var word = words[piece];
                if (piece.End.Value == words.Length || word.Contains('(', StringComparison.Ordinal) || Cut.Outside(word, [',']).Count > 1)
                {
                    places.Add(Read(words[start..piece.End.Value]));
                    start = -1;
                }
            }

            if (start >= 0)
            {
                places.Add(Read(text[(offset + start)..group.End.Value].TrimEnd(';', ' ')));
                start = -1;
            }
        }

        return places;
    }

    private static Place Read(string text)
    {
        var parts = new List<string>();
        var kinds = new List<string>();
        foreach (var piece in Cut.Outside(text, [';', ',']))
        {
            var (part, inside) = Cut.Parentheses(piece);
            kinds.AddRange(inside);
            if (part.Length > 0)
            {
                parts.Add(part);
            }
        }

        return new Place(parts, kinds.Count == 0 ? null : string.Join(", ", kinds.Distinct(StringComparer.Ordinal)), text);
    }
}
