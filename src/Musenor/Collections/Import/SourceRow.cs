using System.Text.Json;
using Heritage.Standards.Joconde;

namespace Musenor.Collections.Import;

/// <summary>One notice as its file gives it.</summary>
/// <param name="Fields">Joconde codes to values: only those that the file has; an empty text empties the field.</param>
/// <param name="Museum">What the row says of the museum itself.</param>
/// <param name="Problem">French sentence when the row could not be read.</param>
internal sealed record SourceRow(long Line, Dictionary<string, string> Fields, MuseumMention Museum, string? Problem)
{
    /// <summary>The cells of a CSV row; null for a notice of a labelled text.</summary>
    public IReadOnlyList<string>? Cells { get; init; }

    /// <summary>What was repaired while reading.</summary>
    public IReadOnlyList<string> Repairs { get; init; } = [];

    /// <summary>Characters it holds.</summary>
    public long Size => ((IEnumerable<string>?)Cells ?? Fields.Values).Sum(v => (long)v.Length);

    /// <summary>The row for the report of refusals: an array of cells, or an object of fields.</summary>
    public string Json => JsonSerializer.Serialize<object>(Cells is null ? Fields : Cells);
}
