using System.Text.RegularExpressions;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// LOCA as POP reads it at import: it looks for « manquant », « volé », « disparu »… after « ; » and one blank, takes the marker out and fills
/// MANQUANT (joconde.md §2.4). Words that it would misread are written otherwise.
/// </summary>
internal static partial class PopSituation
{
    /// <param name="Missing">« manquant » or « volé »; empty for an object that is there; null when nothing is said.</param>
    public sealed record Written(string Location, string Comment, string? Missing);

    public static Written Of(string location, string comment, string missing, List<PopRemark> remarks)
    {
        var pieces = Cut.At(location, [';']);
        var situation = Situation.Parse(location);
        if (situation.Kind is SituationKind.Present && Situation.Parse(missing) is { Kind: SituationKind.Missing or SituationKind.Stolen } told)
        {
            // POP took the marker out of an earlier LOCA: a new notice must carry it again.
            situation = told with { Word = told.Kind == SituationKind.Stolen ? "volé" : "manquant" };
        }

        var places = pieces.FindAll(p => Situation.Parse(p).Kind is SituationKind.Present);
        if (situation.Kind is SituationKind.Missing or SituationKind.Stolen)
        {
            var word = situation.Word ?? "";
            var marker = situation.Kind == SituationKind.Stolen ? "volé" : "manquant";
            if (!IsPlain(word))
            {
                // POP adds « disparu » to the comment at each import, and « présumé détruit » replaces it.
                remarks.Add(new PopRemark(PopRemarkKind.MarkerRewritten, "LOCA", word));
                comment = Folding.Fold(comment).Contains(Folding.Fold(word), StringComparison.Ordinal) ? comment : comment.Length == 0 ? word : $"{comment} ; {word}";
            }

            return new Written($"{Join(places, remarks)} ; {marker}".TrimStart(), comment, marker);
        }

        return situation.Kind is SituationKind.Found
            ? new Written(Join([.. places, situation.Word ?? "retrouvé"], remarks), comment, "")
            : new Written(Join(pieces, remarks), comment, null);
    }

    private static bool IsPlain(string word) => Folding.Fold(word) is "manquant" or "manquante" or "manquants" or "manquantes" or "vole" or "volee" or "voles" or "volees";

    /// <summary>« Nantes ; Volerie » would be « Nantes rie », stolen: without its blank, POP sees no marker.</summary>
    private static string Join(List<string> places, List<PopRemark> remarks)
    {
        var text = "";
        foreach (var place in places)
        {
            var misread = text.Length > 0 && Seen().IsMatch(place);
            if (misread)
            {
                remarks.Add(new PopRemark(PopRemarkKind.MarkerAvoided, "LOCA", place));
            }

            text = text.Length == 0 ? place : $"{text} ;{(misread ? "" : " ")}{place}";
        }

        return text;
    }

    [GeneratedRegex("^(?:manquant|vol[ée]|disparu|localisation inconnue|pill[ée]|présumée?s? détruit)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Seen();
}
