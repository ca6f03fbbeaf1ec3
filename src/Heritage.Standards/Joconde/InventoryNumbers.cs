namespace Heritage.Standards.Joconde;

/// <summary>An inventory number and what its source says of it (« ancien numéro », « Cat. Beyer sculptures »).</summary>
public sealed record InventoryNumber(string Number, string? Precision, string Text);

/// <summary>INV: the current inventory number, then old, other or deposit numbers.</summary>
/// <param name="Current">Empty when INV is blank.</param>
public sealed record InventoryNumbers(string Current, string? Precision, IReadOnlyList<InventoryNumber> Others, string Text)
{
    /// <summary>Numbers parted by « ; » ; the precision follows « : » or stands in parentheses at the end.</summary>
    public static InventoryNumbers Parse(string text)
    {
        var numbers = Cut.Outside(text, [';', '#']).Select(Read).ToList();
        return numbers.Count == 0
            ? new InventoryNumbers("", null, [], "")
            : new InventoryNumbers(numbers[0].Number, numbers[0].Precision, numbers[1..], numbers[0].Text);
    }

    private static InventoryNumber Read(string text)
    {
        var colon = text.IndexOf(" : ", StringComparison.Ordinal);
        if (colon > 0)
        {
            return new InventoryNumber(text[..colon].Trim(), text[(colon + 3)..].Trim(), text);
        }

        // « D (L) 4 » and « 07.1.24 (35) » are numbers; « 732 (Ancien n° inventaire) » carries a precision.
        var open = text.LastIndexOf('(');
        return open > 0 && text.EndsWith(')') && text[open..].Count(char.IsLetter) > 3
            ? new InventoryNumber(text[..open].Trim(), text[(open + 1)..^1].Trim(), text)
            : new InventoryNumber(text, null, text);
    }
}
