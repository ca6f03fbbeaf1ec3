using Musenor.Interop.Mapping;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What _CoverageTable.cshtml shows: what fields are filled and which terms are known, today or as a run left it.</summary>
/// <param name="Lead">On what it was counted.</param>
/// <param name="Before">As the run before left it; null where there is none to compare with.</param>
internal sealed record CoverageTable(SourceCoverage Coverage, string Lead, string Source, SourceCoverage? Before = null)
{
    /// <summary>How many terms wait for a person is known of today only.</summary>
    public bool IsOfToday { get; init; }

    /// <summary>Null where it was not counted; what no record had is not kept.</summary>
    public int? PercentBefore(FieldCoverage field) => Before is { Sample: > 0 } ? Before.Fields.FirstOrDefault(f => f.Code == field.Code)?.Percent ?? 0 : null;

    public int? TermsBefore(string field) => Before?.Terms.FirstOrDefault(t => t.Field == field)?.Percent;
}
