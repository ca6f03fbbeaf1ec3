using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Mapping;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What _CoverageTable.cshtml shows: what fields are filled and which terms are known, today or as a run left it.</summary>
/// <param name="Lead">On what it was counted.</param>
/// <param name="Before">As the run before left it; null where there is none to compare with.</param>
internal sealed record CoverageTable(SourceCoverage Coverage, string Lead, string Source, RunCoverage? Before = null)
{
    /// <summary>How many terms wait for a person is known of today only.</summary>
    public bool IsOfToday { get; init; }

    /// <summary>In hundredths, rounded down; null where it was not counted.</summary>
    public int? PercentBefore(FieldCoverage field) => Before is { Sample: > 0 } before ? FieldCoverage.Of(field.Code, before.Fields.GetValueOrDefault(field.Code), before.Sample).Percent : null;

    public int? TermsBefore(string field) => Before?.Terms.GetValueOrDefault(field) is { Uses: > 0 } uses ? (int)(100 * uses.Aligned / uses.Uses) : null;
}
