namespace Heritage.Standards.Opening.Reading;

/// <summary>A stretch of the text that is not understood; caught by <see cref="OpeningText"/> and never seen outside.</summary>
#pragma warning disable CA1032, CA1064 // only this parser throws and catches it
internal sealed class NotUnderstood(int start, int end, string reason) : Exception(reason)
{
    public int Start { get; } = start;

    public int End { get; } = end;
}
#pragma warning restore CA1032, CA1064

/// <summary>A place in the tokens, and the small patterns that all readers share.</summary>
internal sealed class Cursor(string text)
{
    private readonly List<Token> _tokens = Tokens.Of(text);

    public string Text => text;

    public int At { get; set; }

    public bool IsEnd => At >= _tokens.Count;

    public Token? Here => IsEnd ? null : _tokens[At];

    public Token? Following(int offset) => At + offset >= 0 && At + offset < _tokens.Count ? _tokens[At + offset] : null;

    public int StartOf(int token) => token < _tokens.Count ? _tokens[token].Start : text.Length;

    public int EndOf(int token) => token <= 0 ? 0 : _tokens[token - 1].End;

    public string Words(int from, int to) => from >= to ? "" : text[_tokens[from].Start.._tokens[to - 1].End];

    /// <summary>
    /// Takes the tokens of a pattern, or none of them. « a|b » is either word, a trailing « ? » makes one optional. Example:
    /// <c>Take("sur|par rendezvous prealable?")</c>.
    /// </summary>
    public bool Take(string pattern)
    {
        var start = At;
        foreach (var part in pattern.Split(' '))
        {
            var optional = part.EndsWith('?');
            var words = (optional ? part[..^1] : part).Split('|');
            if (Here is { Kind: TokenKind.Word or TokenKind.Sign } here && words.Contains(here.Word, StringComparer.Ordinal))
            {
                At++;
            }
            else if (!optional)
            {
                At = start;
                return false;
            }
        }

        return At > start;
    }

    public bool TakeAny(params ReadOnlySpan<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (Take(pattern))
            {
                return true;
            }
        }

        return false;
    }

    public TimeOnly? TakeTime()
    {
        if (Here is { Kind: TokenKind.Time } time)
        {
            At++;
            return time.Time;
        }

        return Take("midi") ? new TimeOnly(12, 0) : Take("minuit") ? new TimeOnly(0, 0) : null;
    }

    /// <summary>Tries a reader; a null answer takes nothing.</summary>
    public T? Try<T>(Func<T?> read) where T : class
    {
        var start = At;
        if (read() is { } found)
        {
            return found;
        }

        At = start;
        return null;
    }

    /// <summary>How strongly a text parts two things: 0 not at all, 1 « et », 2 a comma, 3 a full stop.</summary>
    public int TakeBreaks()
    {
        var strength = 0;
        while (true)
        {
            var found = TakeAny("ainsi que", "et", "&", "puis") ? 1 : TakeAny(",", "/") ? 2 : TakeAny(".", ";") ? 3 : 0;
            if (found == 0)
            {
                break;
            }

            strength = Math.Max(strength, found);
        }

        return strength;
    }

    public NotUnderstood Refuse(string reason, int? from = null, int? to = null)
    {
        var start = StartOf(from ?? At);
        var end = to is { } t ? EndOf(t) : text.Length;
        return new NotUnderstood(start, Math.Max(start, end), reason);
    }
}
