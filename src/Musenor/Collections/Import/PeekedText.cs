namespace Musenor.Collections.Import;

/// <summary>The head of a text, looked at before it is read for good.</summary>
internal sealed class PeekedText
{
    private const int Head = 256 * 1024;

    public PeekedText(TextReader text)
    {
        var head = new char[Head];
        var read = text.ReadBlock(head);
        Whole = new StringReader(new string(head, 0, read));
        FirstLine = head.AsSpan(0, read).TrimStart("\uFEFF \t\r\n") is var rest && rest.IndexOfAny('\r', '\n') is var end && end >= 0
            ? rest[..end].ToString()
            : rest[..Math.Min(rest.Length, 10_000)].ToString();
    }

    /// <summary>First line that holds anything.</summary>
    public string FirstLine { get; }

    /// <summary>The head, from its start: enough for a header and for the delimiter.</summary>
    public TextReader Whole { get; }
}
