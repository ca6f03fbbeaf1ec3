namespace Heritage.Standards.Joconde;

/// <summary>Cuts the words of a source at separators. The pieces, put back in order with the separators, are the source.</summary>
internal static class Cut
{
    /// <summary>Trimmed, non-empty pieces between any of <paramref name="separators"/>, wherever they stand.</summary>
    public static List<string> At(string text, ReadOnlySpan<char> separators) => Texts(text, Ranges(text, separators, false));

    /// <summary>The same, but separators inside parentheses stay. A parenthesis that never closes protects nothing.</summary>
    public static List<string> Outside(string text, ReadOnlySpan<char> separators) => Texts(text, Ranges(text, separators, true));

    /// <summary>Where those pieces stand in the text.</summary>
    public static List<Range> Ranges(string text, ReadOnlySpan<char> separators, bool outsideParentheses)
    {
        var pieces = new List<Range>();
        var closes = outsideParentheses ? Pairs(text) : null;
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(' && closes is not null)
            {
                i = Math.Max(i, closes[i]);
            }
            else if (i == text.Length || separators.Contains(text[i]))
            {
                var piece = text.AsSpan(from, i - from);
                var blank = piece.Length - piece.TrimStart().Length;
                var length = piece.Trim().Length;
                if (length > 0)
                {
                    pieces.Add((from + blank)..(from + blank + length));
                }

                from = i + 1;
            }
        }

        return pieces;
    }

    /// <summary>For each opening parenthesis, where it closes; 0 when it does not. Null when the text has none.</summary>
    private static int[]? Pairs(string text)
    {
        if (!text.Contains('(', StringComparison.Ordinal))
        {
            return null;
        }

        var closes = new int[text.Length];
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(')
            {
                open.Push(i);
            }
            else if (text[i] == ')' && open.TryPop(out var start))
            {
                closes[start] = i;
            }
        }

        return closes;
    }

    /// <summary>The words outside parentheses, and what the parentheses hold, in order.</summary>
    public static (string Outside, List<string> Inside) Parentheses(string text)
    {
        var inside = new List<string>();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (Pairs(text) is not { } closes)
        {
            return (text.Trim(), inside);
        }

        var outside = new System.Text.StringBuilder(text.Length);
        var from = 0;
        while (open >= 0)
        {
            outside.Append(text, from, open - from);
            var end = closes[open] == 0 ? text.Length : closes[open];
            Add(inside, text, open + 1, end);
            from = Math.Min(text.Length, end + 1);
            open = text.IndexOf('(', from);
        }

        outside.Append(text, from, text.Length - from);
        return (Text.Folding.Blanks(outside.ToString()), inside);
    }

    private static void Add(List<string> pieces, string text, int from, int to)
    {
        var piece = text.AsSpan(from, to - from).Trim();
        if (piece.Length > 0)
        {
            pieces.Add(piece.ToString());
        }
    }

    private static List<string> Texts(string text, List<Range> ranges) => ranges.ConvertAll(r => text[r]);
}
