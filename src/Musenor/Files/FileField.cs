namespace Musenor.Files;

/// <summary>One question of a form that asks for a file (<c>_FileField.cshtml</c>): its limits are said before the choice.</summary>
/// <param name="Name">Of the field, and its id.</param>
/// <param name="Label">The question, from the room's own texts.</param>
/// <param name="Error">The sentence of <c>Outcome.Invalid</c>, or null.</param>
public sealed record FileField(string Name, string Label, FilePurpose Purpose, string? Error = null)
{
    public bool IsOptional { get; init; }

    /// <summary>Several files at once.</summary>
    public bool IsMultiple { get; init; }

    public string DescribedBy => Error is null ? $"{Name}-hint" : $"{Name}-hint {Name}-error";
}
