using System.Text.RegularExpressions;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>Whether an object is where its notice says, as LOCA may tell.</summary>
public enum SituationKind { Present, Missing, Stolen, Found }

/// <summary>What LOCA says of a missing object (ministry's export specification of 25/03/2024, LOCA and MANQUANT).</summary>
/// <param name="Word">The marker as the source writes it; null when there is none.</param>
/// <param name="Place">LOCA without its marker.</param>
public sealed partial record Situation(SituationKind Kind, string? Word, string Place)
{
    /// <summary>
    /// A marker begins a whole item of LOCA, with or without blanks around « ; », in any gender and number: « Volerie » is a place, « volée en 1911 » and « volé ? » are markers,
    /// « retrouvé » ends an absence. The last marker counts.
    /// </summary>
    public static Situation Parse(string text)
    {
        var (kind, word) = (SituationKind.Present, (string?)null);
        var places = new List<string>();
        foreach (var piece in Cut.Outside(text, [';', '#']))
        {
            if (Kinds().Match(Folding.Fold(piece)) is { Success: true } marker)
            {
                (kind, word) = (marker.Groups["found"].Success ? SituationKind.Found : marker.Groups["stolen"].Success ? SituationKind.Stolen : SituationKind.Missing, piece);
            }
            else
            {
                places.Add(piece);
            }
        }

        return new Situation(kind, word, string.Join(" ; ", places));
    }

    // After the word: a doubt, a precision in parentheses, or when and where it happened.
    [GeneratedRegex(
        "^(?:oeuvres? |objets? )?(?:(?<found>retrouvee?s?)|(?<stolen>volee?s?)|manquante?s?|disparue?s?|localisation inconnue|pillee?s?|presumee?s? detruite?s?)" +
        @"(?:\s*\?|\s*\(.*\)|\s*[:,.]\s.*|\s+(?:en|a|au|depuis|lors|le|vers|avant|apres|pendant|dans|par|vu|\d{4})\b.*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Kinds();
}
