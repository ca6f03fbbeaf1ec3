namespace Heritage.Standards.Joconde;

/// <summary>Cuts the words of a source at separators. The pieces, put back in order with the separators, are the source.</summary>
internal static class Cut
{
    /// <summary>Trimmed, non-empty pieces between any of <paramref name="separators"/>, wherever they stand.</summary>
    public static List<string> At(string text, ReadOnlySpan<char> separators)
    {
        var pieces = new List<string>();
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || separators.Contains(text[i]))
            {
                Add(pieces, text, from, i);
                from = i + 1;
            }
        }

        return pieces;
    }

    /// <summary>The same, but separators inside parentheses stay. A parenthesis that never closes protects nothing.</summary>
    public static List<string> Outside(string text, ReadOnlySpan<char> separators)
    {
        if (!text.Contains('(', StringComparison.Ordinal))
        {
            return At(text, separators);
        }

        var pieces = new List<string>();
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(')
            {
                i = Close(text, i) is var close && close > 0 ? close : i;
            }
            else if (i == text.Length || separators.Contains(text[i]))
            {
                Add(pieces, text, from, i);
                from = i + 1;
            }
        }

        return pieces;
    }

    /// <summary>Where the parenthesis opened at <paramref name="open"/> closes, nested ones counted; -1 when it does not.</summary>
    public static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The words outside parentheses, and what the parentheses hold, in order.</summary>
    public static (string Outside, List<string> Inside) Parentheses(string text)
    {
        var inside = new List<string>();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return (text.Trim(), inside);
        }

        var outside = new System.Text.StringBuilder(text.Length);
        var from = 0;
        while (open >= 0)
        {
            var close = Close(text, open);
            outside.Append(text, from, open - from);
            var end = close < 0 ? text.Length : close;
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
}
