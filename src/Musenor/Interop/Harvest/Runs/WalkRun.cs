using System.Diagnostics;
using Heritage.Standards.OaiPmh.Reading;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>What a walk writes with.</summary>
internal sealed record WalkStores(Database Database, RunStore Runs, RawPages Raw, StorePage Pages, SourceStore Sources);

/// <summary>Harvests a source, from where its run stands to its end, or to what stops it.</summary>
internal sealed class WalkRun(WalkStores stores, OpenSource open, Pace pace, SettleRun settle, IEnumerable<IHarvestedRecords> takers)
{
    /// <summary>The run as it ended; null when it is somebody else's.</summary>
    /// <param name="hear">Told at once what goes wrong, as a code and its detail.</param>
    public async Task<HarvestRun?> Run(string id, CancellationToken stop, Action<string, string>? hear = null)
    {
        if (await stores.Runs.Claim(id, stop) is not { } run || await stores.Sources.Find(run.Source, stop) is not { } source)
        {
            return null;
        }

        await Go(source, run, hear, stop);
        await TakeOver(source, stop);
        stores.Raw.Prune(source.Code);
        return await stores.Runs.Find(id, stop);
    }

    private async Task Go(HarvestSource source, HarvestRun run, Action<string, string>? hear, CancellationToken stop)
    {
        using var hold = new RunHold(stores.Runs, run, stop);
        WalkTools? tools = null;
        var watch = Stopwatch.StartNew();
        try
        {
            using var client = open.Run(source);
            tools = Tools(client, source, run, hear);
            await Share(source, run, tools, hold.Stop);
            await tools.Settle();
            await TakeOver(source, hold.Stop); // what no notice can be made of is counted with the faults
            run.Coverage = await Measure(run, hold.Stop);
            run.WorkMs += watch.ElapsedMilliseconds;
            await hold.End();
            await settle.Done(source, run, tools.Ask.Moved, stop);
        }
        catch (HarvestStop why)
        {
            run.WorkMs += watch.ElapsedMilliseconds;
            await hold.End();
            tools?.Tell(why.Code, why.Detail);
            await tools!.Save(run, stop);
            await settle.Stopped(source, run, why, stop);
        }
        catch (OperationCanceledException)
        {
            await Quiet(hold, tools);
            await settle.Interrupted(run);
            stop.ThrowIfCancellationRequested();
        }
#pragma warning disable CA1031 // a disk that is full, a row that nobody expected: a run does not hang, and somebody is told
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Quiet(hold, tools);
            await settle.Broke(run, source, e, stop);
            throw;
        }
    }

    /// <summary>All there is, or what a source gives one harvest: that is searchable now, not when the rest of it has come.</summary>
    private async Task Share(HarvestSource source, HarvestRun run, WalkTools tools, CancellationToken stop)
    {
        try
        {
            await Walk(source, run, tools, stop);
        }
        catch (HarvestStop why) when (why.Kind == StopKind.Rest)
        {
            await tools.Settle();
            await TakeOver(source, stop);
            throw;
        }
    }

    private WalkTools Tools(SourceClient client, HarvestSource source, HarvestRun run, Action<string, string>? hear)
    {
        WalkTools? tools = null;
        var ask = new AskSource(client, source, run, pace, (code, detail) => tools?.Tell(code, detail));
        return tools = new WalkTools(ask, stores.Database, stores.Runs, stores.Raw, stores.Pages) { TakeOver = s => TakeOver(source, s), Hear = hear };
    }

    private static async Task Quiet(RunHold hold, WalkTools? tools)
    {
        await hold.End();
        await (tools?.Settle() ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What did not change fills what it filled.</summary>
    private async Task<string> Measure(HarvestRun run, CancellationToken stop) =>
        run.Added + run.Changed + run.Deleted > 0 && takers.FirstOrDefault() is { } taker ? (await taker.Measure(run.Source, stop)).Text : "";

    private async Task TakeOver(HarvestSource source, CancellationToken stop)
    {
        foreach (var taker in takers)
        {
            await taker.Run(source.Code, stop);
        }
    }

    private static async Task Walk(HarvestSource source, HarvestRun run, WalkTools tools, CancellationToken stop)
    {
        if (run.Prefix.Length == 0)
        {
            await Prepare(source, run, tools, stop);
        }

        while (true)
        {
            await new ListWalk(tools, source, run).Run(stop);
            if (run.WindowUntil.Length > 0)
            {
                Windows.Next(run);
                run.ListMode = run.Kind == HarvestRun.Reconcile ? "identifiers" : source.ListMode;
            }
            else if (run.SetsLeft.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var next, .. var left])
            {
                (run.SetSpec, run.SetsLeft, run.IsFiltered) = (next, string.Join(' ', left), false);
                (run.ListMode, run.WindowRestarts) = (run.Kind == HarvestRun.Reconcile ? "identifiers" : source.ListMode, 0);
                Windows.Origin(source, run);
                Windows.First(run, await tools.Earliest(run, stop));
            }
            else
            {
                return;
            }

            await tools.Save(run, stop);
            tools.Rest(source);
        }
    }

    /// <summary>Identify, the format, the window: the first checkpoint.</summary>
    private static async Task Prepare(HarvestSource source, HarvestRun run, WalkTools tools, CancellationToken stop)
    {
        var identify = await tools.Ask.Run(Listing.Verb("Identify"), isOne: false, stop);
        var identity = SourceDescription.Identity(identify.Fetched.Bytes);
        run.SkewS = identify.Answer.ResponseDate is { } theirs ? (int)Math.Clamp((theirs - tools.Now).TotalSeconds, int.MinValue / 2, int.MaxValue / 2) : 0;
        run.Granularity = source.Granularity.Length > 0 ? source.Granularity : identity.Granularity.Length > 0 ? identity.Granularity : "day";
        run.DeletedRecord = identity.DeletedRecord;
        run.Prefix = source.PrefixList.FirstOrDefault() ?? "oai_dc";
        if (source.PrefixList.Length > 1)
        {
            var formats = SourceDescription.Formats((await tools.Ask.Run(Listing.Verb("ListMetadataFormats"), isOne: false, stop)).Fetched.Bytes).Select(f => f.Prefix).ToHashSet(StringComparer.Ordinal);
            run.Prefix = source.PrefixAmong(formats) ?? throw new HarvestStop(StopKind.Fail, "format", source.Prefix);
        }

        run.ListMode = run.Kind == HarvestRun.Reconcile ? "identifiers" : source.ListMode;
        (run.SetSpec, run.SetsLeft) = source.SetList is [var first, .. var left] ? (first, string.Join(' ', left)) : ("", "");
        Windows.Origin(source, run);
        run.FinalUntil = run.Step.Length > 0 ? tools.Mark(identify.Answer) : "";
        Windows.First(run, identity.Earliest);
        await tools.Save(run, stop);
    }
}
