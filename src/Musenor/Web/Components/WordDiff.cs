using System.Text.RegularExpressions;
using DiffPlex;

namespace Musenor.Web.Components;

public enum DiffKind { Same, Removed, Added }

/// <summary>A stretch of text that stayed, went or came.</summary>
public sealed record DiffPiece(DiffKind Kind, string Text);

/// <summary>
/// What changed between two texts, word by word. <c>&lt;partial name="_Diff" model="WordDiff.Of(before, after)" /&gt;</c> writes it with
/// <c>&lt;ins&gt;</c>, <c>&lt;del&gt;</c> and words that screen readers say. The pieces are plain text: the view encodes them.
/// </summary>
public static partial class WordDiff
{
    // Comparing takes (words × differences): beyond this, two long texts with little in common would hold a page for seconds.
    private const int MostWords = 6000;

    public static IReadOnlyList<DiffPiece> Of(string? before, string? after)
    {
        var (old, now) = (before ?? "", after ?? "");
        if (old == now)
        {
            return old.Length == 0 ? [] : [new(DiffKind.Same, old)];
        }

        var words = new Words();
        var oldWords = words.Chunk(old);
        if (oldWords.Count + words.Chunk(now).Count > MostWords)
        {
            return Joined([new(DiffKind.Removed, old), new(DiffKind.Added, now)]);
        }

        var difference = Differ.Instance.CreateDiffs(old, now, ignoreWhiteSpace: false, ignoreCase: false, words);
        var pieces = new List<DiffPiece>();
        var at = 0;
        foreach (var block in difference.DiffBlocks)
        {
            pieces.Add(new(DiffKind.Same, Text(difference.PiecesOld, at, block.DeleteStartA - at)));
            pieces.Add(new(DiffKind.Removed, Text(difference.PiecesOld, block.DeleteStartA, block.DeleteCountA)));
            pieces.Add(new(DiffKind.Added, Text(difference.PiecesNew, block.InsertStartB, block.InsertCountB)));
            at = block.DeleteStartA + block.DeleteCountA;
        }

        pieces.Add(new(DiffKind.Same, Text(difference.PiecesOld, at, difference.PiecesOld.Count - at)));
        return Joined(pieces);
    }

    /// <summary>Changed words parted by a blank alone read better as one change: « huile sur » → « encre sous ».</summary>
    private static List<DiffPiece> Joined(List<DiffPiece> pieces)
    {
        pieces.RemoveAll(piece => piece.Text.Length == 0);
        var joined = new List<DiffPiece>();
        var (removed, added) = ("", "");
        for (var i = 0; i < pieces.Count; i++)
        {
            var (kind, text) = pieces[i];
            var between = kind == DiffKind.Same && i > 0 && i < pieces.Count - 1 && removed.Length > 0 && added.Length > 0 && string.IsNullOrWhiteSpace(text);
            removed += kind == DiffKind.Removed || between ? text : "";
            added += kind == DiffKind.Added || between ? text : "";
            if (kind == DiffKind.Same && !between)
            {
                Flush();
                joined.Add(pieces[i]);
            }
        }

        Flush();
        return joined;

        void Flush()
        {
            joined.AddRange(new[] { new DiffPiece(DiffKind.Removed, removed), new DiffPiece(DiffKind.Added, added) }.Where(p => p.Text.Length > 0));
            (removed, added) = ("", "");
        }
    }

    private static string Text(IReadOnlyList<string> pieces, int from, int count) => string.Concat(pieces.Skip(from).Take(count));

    /// <summary>Words, blanks and signs, each a piece: « l’huile » is an article, a sign and a word.</summary>
    private sealed class Words : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => [.. Piece().Matches(text).Select(m => m.Value)];
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Piece();
}
