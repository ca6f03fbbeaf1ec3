using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>STAT: « type de propriété ; mode(s) d'acquisition ; propriétaire ; établissement affectataire ».</summary>
/// <param name="Property">« propriété de la commune »; null when not said.</param>
/// <param name="Acquisitions">« achat », « don manuel »…</param>
/// <param name="Owner">Town or body that owns; null when not said.</param>
/// <param name="Holder">Museum that holds; null when not said.</param>
/// <param name="Text">The words of the source.</param>
public sealed record LegalStatus(string? Property, IReadOnlyList<string> Acquisitions, string? Owner, string? Holder, string Text)
{
    // First words of the acquisition terms of th306.
    private static readonly string[] Ways =
    [
        "achat", "acquisition", "acquis", "affectation", "ancien fonds", "attribution", "cession", "changement d'affectation", "dation", "depot", "devolution", "don",
        "echange", "fouille", "legs", "mode d'acquisition", "preemption", "recuperation", "saisie", "transfert", "versement", "donation", "classe", "inscrit", "collecte",
        "commande", "confiscation", "trouvaille", "usufruit", "inscription", "remise", "partage", "decouverte",
    ];

    /// <summary>Null when the text is blank.</summary>
    public static LegalStatus? Parse(string text)
    {
        var pieces = Cut.Outside(text, [';', '#']);
        if (pieces.Count == 0)
        {
            return null;
        }

        var at = 0;
        var property = Folding.Fold(pieces[0]).StartsWith("propriete", StringComparison.Ordinal) ? pieces[at++] : null;
        var ways = new List<string>();
        while (at < pieces.Count && IsWay(pieces[at]))
        {
            ways.Add(pieces[at++]);
        }

        var left = pieces.Count - at;
        var owner = left > 1 ? pieces[at++] : null;
        var holder = left > 0 ? string.Join(" ; ", pieces.Skip(at)) : null;
        return new LegalStatus(property, ways, owner, holder, Folding.Blanks(text));
    }

    private static bool IsWay(string piece)
    {
        var folded = Folding.Fold(piece);
        return Array.Exists(Ways, w => folded.StartsWith(w, StringComparison.Ordinal) && (folded.Length == w.Length || !char.IsLetterOrDigit(folded[w.Length])));
    }
}
