namespace Heritage.Standards.Joconde;

/// <summary>What a list says of one of its labels.</summary>
public enum TermKind
{
    /// <summary>The form to use.</summary>
    Preferred,

    /// <summary>Another form of a preferred one: POP calls it rejected.</summary>
    Rejected,

    /// <summary>Stands in the list to group others, « not to be used ».</summary>
    Grouping,
}

/// <summary>One label of a controlled vocabulary.</summary>
/// <param name="Position">In the order of the list, from 0.</param>
/// <param name="Of">Position of the preferred form, for a rejected one; null otherwise.</param>
/// <param name="Broader">Position of the term above; null at the top.</param>
public sealed record ListedTerm(int Position, string Label, TermKind Kind, int? Of = null, int? Broader = null)
{
    /// <summary>Of the concept on the web, where the list tells one; empty otherwise.</summary>
    public string Address { get; init; } = "";
}
