using Musenor.Interop.Harvest.Runs;

namespace Musenor.Interop.Harvest;

/// <summary>Whoever takes harvested records over. Called after stored pages and at the end of a run, outside the harvester's own transaction.</summary>
internal interface IHarvestedRecords
{
    /// <summary>Take over everything of that source whose seq is above what you have taken.</summary>
    Task Run(string source, CancellationToken stop);

    /// <summary>What the records of that source fill now.</summary>
    Task<RunCoverage> Measure(string source, CancellationToken stop);
}
