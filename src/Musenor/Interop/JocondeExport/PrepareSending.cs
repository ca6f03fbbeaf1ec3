using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>What a sending would take and leave, said before anything is made: nothing is written, no reference given.</summary>
public sealed class PrepareSending(ChooseNotices choose, ReadSources sources, TimeProvider clock)
{
    /// <summary>The report, or why there is none.</summary>
    public async Task<(SendingReport? Report, Outcome? Refusal)> Run(Person who, Selection selection, CancellationToken stop = default)
    {
        var chosen = await choose.Run(who, selection, stop);
        if (chosen.Refusal is not null)
        {
            return (null, chosen.Refusal);
        }

        var report = new SendingReport(chosen.Museum!, clock.GetUtcNow()) { WithdrawnSince = await sources.WithdrawnSince(chosen.Museum!.Id, stop) };
        await foreach (var some in sources.Run(chosen.Refs, stop))
        {
            // Reading words and weighing them is what costs: both cores do it.
            foreach (var notice in some.AsParallel().AsOrdered().Select(s => JudgedNotice.Of(s, chosen.Museum!.MuseofileCode!)))
            {
                report.Add(notice, selection.OnlyNews);
            }
        }

        return (report, null);
    }
}
