using System.Globalization;

namespace Musenor.Collections.Media.Photographs.Matching;

public enum ViewPhase { None, Before, After }

/// <summary>What the rest of a file's name says of a view, once the notice is found: « _2 », « (verso) », « après restauration ».</summary>
/// <param name="Number">Place among the views; 0 when none is told.</param>
/// <param name="Caption">In French, to be read: « Verso, détail ». Only words that we know: the others may be anything.</param>
public sealed record ViewName(int Number, string Caption, ViewPhase Phase)
{
    public static readonly ViewName Plain = new(0, "", ViewPhase.None);

    public const int BeforeRank = 6;
    public const int AfterRank = 7;
    private const int LongestNumber = 3;

    private static readonly Dictionary<string, (string Word, int Rank)> Known = new(StringComparer.Ordinal)
    {
        ["recto"] = ("recto", 1),
        ["r"] = ("recto", 1),
        ["face"] = ("face", 1),
        ["avers"] = ("avers", 1),
        ["ensemble"] = ("vue d’ensemble", 1),
        ["droit"] = ("avers", 1),
        ["verso"] = ("verso", 2),
        ["v"] = ("verso", 2),
        ["dos"] = ("dos", 2),
        ["revers"] = ("revers", 2),
        ["envers"] = ("envers", 2),
        ["arriere"] = ("arrière", 2),
        ["profil"] = ("profil", 3),
        ["cote"] = ("côté", 3),
        ["gauche"] = ("gauche", 3),
        ["droite"] = ("droite", 3),
        ["dessus"] = ("dessus", 3),
        ["dessous"] = ("dessous", 3),
        ["interieur"] = ("intérieur", 3),
        ["ouvert"] = ("ouvert", 3),
        ["ferme"] = ("fermé", 3),
        ["cadre"] = ("cadre", 3),
        ["haut"] = ("haut", 3),
        ["bas"] = ("bas", 3),
        ["detail"] = ("détail", 4),
        ["details"] = ("détail", 4),
        ["signature"] = ("signature", 4),
        ["marque"] = ("marque", 4),
        ["poincon"] = ("poinçon", 4),
        ["inscription"] = ("inscription", 4),
        ["etiquette"] = ("étiquette", 4),
        ["cartel"] = ("cartel", 4),
        ["date"] = ("date", 4),
        ["uv"] = ("sous ultraviolets", 5),
        ["ir"] = ("sous infrarouges", 5),
        ["radiographie"] = ("radiographie", 5),
        ["rasante"] = ("lumière rasante", 5),
        ["avant"] = ("avant", BeforeRank),
        ["apres"] = ("après", AfterRank),
        ["restauration"] = ("restauration", 0),
        ["traitement"] = ("traitement", 0),
    };

    // Announce a number, and say nothing else.
    private static readonly HashSet<string> Announcing = new(["vue", "view", "photo", "ph", "img", "image", "n", "no", "num", "fig", "p", "page"], StringComparer.Ordinal);
    private static readonly HashSet<string> Silent = new(["copie", "copy", "de", "du", "la", "le", "et", "en", "s", "hd", "bd", "web", "rvb", "rgb", "cmjn", "jpg", "jpeg", "tif", "tiff"], StringComparer.Ordinal);

    /// <summary>Orders views by their names alone, so that any order of arrival ends the same.</summary>
    public string Key(string fileName) => string.Create(CultureInfo.InvariantCulture, $"{Number:0000}.{Rank}.{NameParts.Spelled(fileName)}");

    private int Rank { get; init; }

    /// <summary>Null when the rest may belong to the number of another object: « .2 », « bis », « a ».</summary>
    /// <param name="within">The mark that parts the inventory number itself; null when the notice was found by its reference.</param>
    internal static ViewName? Read(IReadOnlyList<NamePart> rest, char? within)
    {
        int? number = null;
        var words = new List<string>();
        var (rank, phase) = (0, ViewPhase.None);
        for (var i = 0; i < rest.Count; i++)
        {
            var part = rest[i];
            if (part.IsNumber)
            {
                var isNoise = part.Before == '\0' && i > 0 && !Announcing.Contains(rest[i - 1].Text) && !Known.ContainsKey(rest[i - 1].Text);
                var isCopy = part.Before == '(' && number is not null;
                if (isNoise || isCopy)
                {
                    continue;
                }

                if (number is not null || part.Text.Length > LongestNumber || (i == 0 && within is { } mark && IsSame(part.Before, mark)))
                {
                    return null;
                }

                number = int.Parse(part.Text, CultureInfo.InvariantCulture);
            }
            else if (IsOfAnotherObject(rest, i))
            {
                return null;
            }
            else if (Known.TryGetValue(part.Text, out var known) && !Announces(rest, i))
            {
                words.Add(known.Word);
                rank = Math.Max(rank, known.Rank);
                phase = part.Text == "avant" ? ViewPhase.Before : part.Text == "apres" ? ViewPhase.After : phase;
            }
        }

        return new ViewName(number ?? 0, Sentence(words), phase) { Rank = rank };
    }

    // « v2 » is a number; « verso » alone a side.
    private static bool Announces(IReadOnlyList<NamePart> rest, int at) => rest[at].Text == "v" && at + 1 < rest.Count && rest[at + 1] is { IsNumber: true, Before: '\0' };

    private static bool IsOfAnotherObject(IReadOnlyList<NamePart> rest, int at)
    {
        var text = rest[at].Text;
        if (text is "bis" or "ter" or "quater" || (at == 0 && rest[at].Before is '\0' or '.' && text.Length == 1))
        {
            return true;
        }

        var announces = at + 1 < rest.Count && rest[at + 1].IsNumber && Announcing.Contains(text);
        return text.Length == 1 && !Known.ContainsKey(text) && !Silent.Contains(text) && !announces;
    }

    // A number of one part (« 12 ») has no mark of its own: only what no inventory number uses parts a view from it.
    private static bool IsSame(char before, char within) => within == '\0' ? before is not ('_' or ' ' or '(' or '[') : before == within;

    private static string Sentence(List<string> words)
    {
        if (words.Count == 0)
        {
            return "";
        }

        var text = words[0];
        for (var i = 1; i < words.Count; i++)
        {
            text += words[i] is "restauration" or "traitement" or "gauche" or "droite" || words[i - 1] is "avant" or "après" or "côté" ? " " + words[i] : ", " + words[i];
        }

        return char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
    }
}
