using System.Data.Common;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>A run of a source: the one that is not over yet, else a new one.</summary>
internal sealed class AskRun(Database database, RunStore runs)
{
    /// <param name="isFull">Everything, not what changed since; a run that was left on its way is given up for it.</param>
    public Task<HarvestRun> Run(HarvestSource source, bool isFull, CancellationToken stop = default) =>
        database.Write((connection, transaction) => Run(connection, transaction, source, isFull), stop);

    /// <summary>The same, in a transaction that is open.</summary>
    public async Task<HarvestRun> Run(DbConnection connection, DbTransaction transaction, HarvestSource source, bool isFull)
    {
        // Asked within the lock: two who ask at once get the same run.
        var current = await RunStore.Current(connection, transaction, source.Code);
        if (current is not null && (!isFull || current.Kind == HarvestRun.Full || current.State == HarvestRun.Running))
        {
            return current;
        }

        if (current is not null)
        {
            await RunStore.Cancel(connection, transaction, current.Id, runs.Now);
        }

        return await runs.Add(connection, transaction, source, isFull ? HarvestRun.Full : Kind(source));
    }

    /// <summary>Sources that do not tell their deletions are listed whole now and then.</summary>
    private string Kind(HarvestSource source) =>
        source.FullAt is null || source.MarkPrefix.Length == 0 ? HarvestRun.Full
        : source.Deletions is "auto" or "reconcile" && source.FullAt < runs.Now.AddDays(-source.ReconcileDays) ? HarvestRun.Full
        : HarvestRun.Incremental;
}
