using System.Text;
using Heritage.Standards.Text;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>
/// Finds a term in the words of a field as a whole, never inside another: « pot » is not in « pot à eau ». Its precision, in parentheses or
/// after « : », stays with it; separators stay as they were written.
/// </summary>
internal static class WholeTerm
{
    /// <summary>A piece of the field and the separator before it.</summary>
    private readonly record struct Piece(string Separator, string Text);

    public static bool Has(string text, string term) => Pieces(text).Any(p => Same(p.Text, term));

    /// <summary>Null where the term is not there.</summary>
    /// <param name="isSet">The same term twice says nothing more: the one replaced goes when the other is there.</param>
    public static string? Replace(string text, string term, string by, bool isSet)
    {
        var pieces = Pieces(text);
        var kept = new List<Piece>();
        var found = false;
        foreach (var piece in pieces)
        {
            var replaced = Replaced(piece.Text, term, by);
            found |= replaced is not null;
            if (replaced is null || !isSet || !pieces.Concat(kept).Any(p => Same(p.Text, replaced.Trim())))
            {
                // What opens a field has no separator before it.
                kept.Add(new Piece(kept.Count == 0 ? "" : piece.Separator, kept.Count == 0 ? (replaced ?? piece.Text).TrimStart() : replaced ?? piece.Text));
            }
        }

        return found ? string.Concat(kept.Select(p => p.Separator + p.Text)).Trim() : null;
    }

    /// <summary>The piece with the term replaced, blanks around it kept; null where it is another term.</summary>
    private static string? Replaced(string piece, string term, string by)
    {
        var start = piece.Length - piece.TrimStart().Length;
        var core = piece.Trim();
        if (Same(core, term))
        {
            return piece[..start] + by + piece[(start + core.Length)..];
        }

        var end = Head(core);
        return end < core.Length && Same(core[..end], term) ? piece[..start] + by + core[core[..end].TrimEnd().Length..] + piece[(start + core.Length)..] : null;
    }

    private static bool Same(string piece, string term) => string.Equals(Folding.Blanks(piece), Folding.Blanks(term), StringComparison.Ordinal);

    /// <summary>Where the precision begins.</summary>
    private static int Head(string core)
    {
        var (open, colon) = (core.IndexOf('(', StringComparison.Ordinal), core.IndexOf(" : ", StringComparison.Ordinal));
        return Math.Min(open > 0 ? open : core.Length, colon > 0 ? colon : core.Length);
    }

    /// <summary>Cut at « ; », « # » and « , » outside parentheses; put together again they are the text.</summary>
    private static List<Piece> Pieces(string text)
    {
        var pieces = new List<Piece>();
        var (depth, separator, word) = (0, "", new StringBuilder());
        foreach (var c in text)
        {
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            if (depth == 0 && c is ';' or '#' or ',' && depth == 0)
            {
                pieces.Add(new Piece(separator, word.ToString()));
                separator = c.ToString();
                word.Clear();
            }
            else
            {
                word.Append(c);
            }
        }

        pieces.Add(new Piece(separator, word.ToString()));
        return pieces;
    }
}
