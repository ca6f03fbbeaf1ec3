using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>One author or maker of AUTR.</summary>
/// <param name="Name">As the source writes it, without dates, role or qualifier.</param>
/// <param name="Dates">« 1594-1665 », « 17..-1830? »; null when unknown.</param>
/// <param name="Role">« graveur », « éditeur, imprimeur »; null when not said.</param>
/// <param name="Qualifier">How sure or how near the authorship is: « d'après », « attribué à », « école de », « atelier de »…</param>
/// <param name="Text">The words of the source, whole.</param>
public sealed record Author(string Name, string? Dates, string? Role, string? Qualifier, string Text)
{
    /// <summary>All that is known as a qualifier, folded.</summary>
    public static IReadOnlyList<string> Qualifiers { get; } =
    [
        "d'apres", "attribue a", "attribue", "attribution", "ecole de", "ecole", "atelier de", "atelier", "genre de", "genre", "copie d'apres",
        "copie de", "copie", "copiste de", "entourage de", "entourage", "suiveur de", "suiveur", "maniere de", "maniere", "imitateur de", "imitation", "cercle de",
        "cercle", "eleve de", "inspire de", "inspirateur", "style de", "suite de", "dans le gout de", "gout de", "faussaire", "pastiche",
    ];

    // They speak of the name and not of a role.
    private static readonly string[] NameNotes = ["dit", "dite", "ne", "nee", "patronyme", "pseudonyme", "surnom", "?"];

    private static readonly string[] Particles = ["de ", "d'", "du ", "des ", "la ", "le ", "les ", "van ", "von ", "der ", "den ", "ter ", "anonyme", "inconnu", "maitre", "monogram", "non identifie"];

    /// <summary>The authors of an AUTR value, both in the ministry's syntax of 2024 and in the older one with parentheses.</summary>
    public static IReadOnlyList<Author> Parse(string text)
    {
        var authors = new List<Author>();
        var pieces = Cut.Ranges(text, [';', '#'], outsideParentheses: true);
        for (var i = 0; i < pieces.Count;)
        {
            var last = i + 1;
            while (last < pieces.Count && IsAttached(text[pieces[last]]))
            {
                last++;
            }

            authors.Add(Read([.. pieces[i..last].Select(p => text[p])], text[pieces[i].Start..pieces[last - 1].End]));
            i = last;
        }

        return authors;
    }

    /// <summary>True for a role or a qualifier that stands after its author: « ; peintre », « ; d'après ».</summary>
    private static bool IsAttached(string piece)
    {
        if (!char.IsLower(piece[0]) || piece.Contains('(', StringComparison.Ordinal))
        {
            return IsSpan(piece) && !piece.Any(char.IsLetter);
        }

        var folded = Folding.Fold(piece);
        return IsQualifier(folded) || (!piece.Skip(1).Any(char.IsUpper) && !Particles.Any(p => folded.StartsWith(p, StringComparison.Ordinal)));
    }

    private static Author Read(List<string> pieces, string whole)
    {
        var (name, inside) = Cut.Parentheses(pieces[0]);
        name = name.Replace(" ,", ",", StringComparison.Ordinal);
        string? dates = null, qualifier = null;
        var roles = new List<string>();
        foreach (var note in inside.SelectMany(i => Cut.At(i, [',', ';'])).Concat(pieces.Skip(1)))
        {
            if (IsSpan(note))
            {
                dates = dates is null ? note : $"{dates}, {note}";
            }
            else if (IsQualifier(Folding.Fold(note)))
            {
                qualifier = qualifier is null ? note : $"{qualifier}, {note}";
            }
            else if (!NameNotes.Contains(Folding.Fold(note)))
            {
                roles.Add(note);
            }
        }

        (name, var before) = Leading(name);
        qualifier = before is null || before == qualifier ? qualifier : qualifier is null ? before : $"{before}, {qualifier}";
        return new Author(name.Length == 0 ? whole : name, dates, roles.Count == 0 ? null : string.Join(", ", roles), qualifier, whole);
    }

    /// <summary>« atelier de Rubens Pierre Paul » → the name and « atelier de ».</summary>
    private static (string Name, string? Qualifier) Leading(string name)
    {
        var folded = Folding.Fold(name);
        foreach (var word in Qualifiers)
        {
            var glued = word.EndsWith(" de", StringComparison.Ordinal) && folded.StartsWith(word[..^1] + "'", StringComparison.Ordinal);
            if (glued || folded.StartsWith(word + " ", StringComparison.Ordinal))
            {
                var rest = name[Math.Min(name.Length, word.Length + (glued ? 0 : 1))..].Trim();
                if (folded.Length == name.Length && rest.Length > 0 && char.IsUpper(rest[0]))
                {
                    return (rest, name[..^rest.Length].Trim());
                }
            }
        }

        return (name, null);
    }

    private static bool IsQualifier(string folded) => Qualifiers.Contains(folded.TrimEnd('?', ' '));

    /// <summary>Life dates have figures or the dots that stand for them.</summary>
    private static bool IsSpan(string note)
    {
        var digits = note.Count(char.IsAsciiDigit);
        return (digits >= 2 || note.Contains("..", StringComparison.Ordinal)) && digits * 5 >= note.Count(char.IsLetter);
    }
}
