namespace Musenor.Web.Forms;

/// <summary>One field of a form as it is shown: label above, hint below it, error between, value kept.</summary>
public sealed record Field(string Name, string Label)
{
    public string? Value { get; init; }

    public string? Hint { get; init; }

    /// <summary>Type of the input: text, email, password, date, time, number, url, tel; « textarea », « select », « checkbox ».</summary>
    public string Type { get; init; } = "text";

    /// <summary>Token of the HTML standard: « email », « current-password », « one-time-code »…</summary>
    public string? Autocomplete { get; init; }

    public string? InputMode { get; init; }

    public bool Optional { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Lines of a textarea.</summary>
    public int Rows { get; init; } = 6;

    /// <summary>Language of the content, where it is not French.</summary>
    public string? Lang { get; init; }

    /// <summary>Terms proposed by the browser while typing.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];

    public string Id => Name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    public string? Problem => Problems.FirstOrDefault(p => p.Field == Name)?.Problem;

    /// <summary>What a screen reader says after the label.</summary>
    public string? DescribedBy
    {
        get
        {
            var ids = string.Join(' ', new[] { Hint is null ? null : $"{Id}-aide", Problem is null ? null : $"{Id}-erreur" }.OfType<string>());
            return ids.Length > 0 ? ids : null;
        }
    }
}

public sealed record Choice(string Value, string Label);
