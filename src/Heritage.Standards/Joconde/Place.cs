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
        foreach (var group in Cut.Outside(text, ['#']))
        {
            var words = new List<string>();
            foreach (var piece in Cut.Outside(group, [';']))
            {
                words.Add(piece);
                // A kind in parentheses, or parts already parted by commas, end a place.
                if (piece.Contains('(', StringComparison.Ordinal) || Cut.Outside(piece, [',']).Count > 1)
                {
                    places.Add(Read(words));
                    words.Clear();
                }
            }

            if (words.Count > 0)
            {
                places.Add(Read(words));
            }
        }

        return places;
    }

    private static Place Read(List<string> pieces)
    {
        var parts = new List<string>();
        var kinds = new List<string>();
        foreach (var piece in pieces.SelectMany(p => Cut.Outside(p, [','])))
        {
            var (part, inside) = Cut.Parentheses(piece);
            kinds.AddRange(inside);
            if (part.Length > 0)
            {
                parts.Add(part);
            }
        }

        return new Place(parts, kinds.Count == 0 ? null : string.Join(", ", kinds.Distinct(StringComparer.Ordinal)), string.Join(" ; ", pieces));
    }
}
