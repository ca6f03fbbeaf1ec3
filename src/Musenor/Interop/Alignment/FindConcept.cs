using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Interop.Alignment;

/// <summary>What the program finds for a term by itself.</summary>
/// <param name="Match">exact, close or empty.</param>
/// <param name="Status">none, proposed or accepted.</param>
/// <param name="Confidence">Hundredths.</param>
internal sealed record FoundConcept(string Concept, string Match, string Status, int Confidence)
{
    public static readonly FoundConcept None = new("", "", AlignmentStatus.None, 0);
}

internal static class AlignmentStatus
{
    public const string None = "none";
    public const string Proposed = "proposed";
    public const string Accepted = "accepted";
    public const string Refused = "refused";
}

/// <summary>Looks a term up in a list: as it is, as a rejected form, without case, accents and plurals. What only looks like it is proposed, never taken.</summary>
internal static class FindConcept
{
    private const int Looked = 20;

    public static FoundConcept In(TermList? list, string term)
    {
        if (list is null)
        {
            return FoundConcept.None;
        }

        if (list.IsPreferred(term))
        {
            return new FoundConcept(term, "exact", AlignmentStatus.Accepted, 100);
        }

        return One(list.PreferredOf(term), 95) ?? One(list.SameFolded(term), 90) ?? Near(list, term);
    }

    private static FoundConcept? One(IReadOnlyList<string> labels, int confidence) => labels switch
    {
        [] => null,
        [var one] => new FoundConcept(one, "exact", AlignmentStatus.Accepted, confidence),
        // A form of two concepts: a person tells.
        [var first, ..] => new FoundConcept(first, "close", AlignmentStatus.Proposed, 70),
    };

    private static FoundConcept Near(TermList list, string term)
    {
        var near = list.Near(term, Looked);
        var same = near.Where(l => Singular(l) == Singular(term)).ToArray();
        return same.Length == 1 ? new FoundConcept(same[0], "exact", AlignmentStatus.Accepted, 85)
            : same.Length > 1 ? new FoundConcept(same[0], "close", AlignmentStatus.Proposed, 70)
            : near.Count > 0 ? new FoundConcept(near[0], "close", AlignmentStatus.Proposed, 50)
            : FoundConcept.None;
    }

    /// <summary>« estampes », « tableaux » as « estampe », « tableau »: each word without its mark of plural.</summary>
    private static string Singular(string term) => string.Join(' ', Folding.Blanks(Folding.Fold(term)).Split(' ', '-', '\'').Select(w => w.Length > 3 && w[^1] is 's' or 'x' ? w[..^1] : w));
}
