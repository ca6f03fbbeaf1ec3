namespace Musenor.Collections.Notices;

/// <summary>A notice on its way in: only the columns that its source has. An empty text empties the field, an absent key leaves it.</summary>
/// <param name="Ref">Joconde reference, or null where the source has none: then museum and inventory number identify it.</param>
public sealed record Incoming(string? Ref, string MuseumId, IReadOnlyDictionary<string, string> Columns)
{
    public bool IsDemo { get; init; }

    /// <summary>True when its source gives the same museum and inventory number (« SN ») to several references: the number identifies none.</summary>
    public bool SharesNumber { get; init; }

    /// <summary>Where it stands in its source, for reports.</summary>
    public long Line { get; init; }
}

public enum Written { Created, Changed, Unchanged, Rejected }

/// <summary>What became of one incoming notice. A rejected one says which field and why.</summary>
public sealed record WriteResult(Incoming Notice, string Ref, Written Result, string? Field = null, string? Problem = null)
{
    /// <summary>What the museum can do about the problem, where the field alone does not tell.</summary>
    public string? Remedy { get; init; }

    /// <summary>Something to check in a notice that went in.</summary>
    public (string Field, string Text, string Remedy)? Note { get; init; }

    /// <summary>Fields edited by hand for which the source brings another text: they were left as they are.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>The words that were there, as JSON; null for a notice that enters.</summary>
    public string? Before { get; init; }

    /// <summary>The words that are there now, where they changed.</summary>
    public IReadOnlyDictionary<string, string>? After { get; init; }
}
