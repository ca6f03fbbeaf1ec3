using System.Text.Json;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>How often a field has a term, and how often that of a list.</summary>
public sealed record TermUses(long Uses, long Aligned);

/// <summary>What the records of a source fill and what the lists know of their terms, as it was when a run ended: kept with it for the trend.</summary>
/// <param name="Sample">Records that were counted, the latest.</param>
/// <param name="Fields">Code of the field → records that have it.</param>
/// <param name="Terms">Code of the field → its terms, of all works.</param>
public sealed record RunCoverage(int Sample, IReadOnlyDictionary<string, int> Fields, IReadOnlyDictionary<string, TermUses> Terms)
{
    public string Text => JsonSerializer.Serialize(new { Sample, Fields, Terms }, JsonSerializerOptions.Web);

    /// <summary>Null where nothing was counted.</summary>
    public static RunCoverage? Of(string text) => text.Length == 0 ? null : JsonSerializer.Deserialize<RunCoverage>(text, JsonSerializerOptions.Web);
}
