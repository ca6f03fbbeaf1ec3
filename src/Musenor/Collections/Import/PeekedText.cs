namespace Musenor.Collections.Import;

/// <summary>The head of a text, looked at before it is read for good.</summary>
internal sealed class PeekedText
{
    private const int Length = 256 * 1024;

    public PeekedText(TextReader text)
    {
        var head = new char[Length];
        var read = text.ReadBlock(head);
        Head = new string(head, 0, read).TrimStart('\uFEFF');
        FirstLine = head.AsSpan(0, read).TrimStart("\uFEFF \t\r\n") is var rest && rest.IndexOfAny('\r', '\n') is var end && end >= 0
            ? rest[..end].ToString()
            : rest[..Math.Min(rest.Length, 10_000)].ToString();
    }

    /// <summary>First line that holds anything.</summary>
    public string FirstLine { get; }

    /// <summary>The text from its start: enough for a header and for the delimiter.</summary>
    public string Head { get; }

    /// <summary>What is known of the text from a physical line on, whichever way its lines end.</summary>
    public string From(int line)
    {
        using var text = new StringReader(Head);
        for (var skipped = 1; skipped < line; skipped++)
        {
            text.ReadLine();
        }

        return text.ReadToEnd();
    }
}
