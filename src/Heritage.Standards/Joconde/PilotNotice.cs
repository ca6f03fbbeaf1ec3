namespace Heritage.Standards.Joconde;

/// <summary>One notice of an « ajout piloté » file.</summary>
/// <param name="Line">Line of its first code, from 1.</param>
/// <param name="Fields">Upper-case codes to values; an emptied field is an empty text.</param>
/// <param name="Problem">French sentence when the notice cannot be read; null when it is sound.</param>
public sealed record PilotNotice(long Line, Dictionary<string, string> Fields, string? Problem)
{
    /// <summary>French sentences about what was repaired or dropped while reading.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
