using Musenor.Collections.Import;
using Xunit;

namespace Musenor.Tests.Collections.Import;

public sealed class ImportRestartTests
{
    private const int Rows = 2300;
    private const string Whole = "2301 read, 2300 new, 0 changed, 0 unchanged, 1 rejected";

    [Fact]
    public async Task Stopped_between_batches_and_started_again_it_goes_on()
    {
        await using var portal = new ImportPortal();
        using var stop = new CancellationTokenSource();
        var first = await portal.Import(File(portal), progress: p => Stop(p, stop), stop: stop.Token);
        Assert.True(first.IsInterrupted && first.Read is > 0 and < Rows);
        Assert.Equal(first.New, await portal.CountNotices());
        var second = await portal.Import(File(portal));
        Assert.Equal((Whole, first.Read), (ImportPortal.Counts(second), second.ResumedAt));
        Assert.Equal((Rows, 1), (await portal.CountNotices(), await portal.Query<long>("select count(*) from import")));
        Assert.Single(ImportPortal.Rejects(second));
    }

    [Fact]
    public async Task Killed_at_any_batch_nothing_is_lost_or_doubled()
    {
        await using var portal = new ImportPortal();
        for (var batch = 1; batch <= 4; batch++)
        {
            var left = batch;
            await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Import(File(portal), progress: p =>
            {
                if (p.Stage == "Import" && --left == 0)
                {
                    throw new InvalidOperationException("killed");
                }
            }));
        }

        Assert.Equal(Whole, ImportPortal.Counts(await portal.Import(File(portal))));
        Assert.Equal((Rows, Rows), (await portal.CountNotices(), await portal.Query<long>("select count(*) from notice_change")));
        Assert.Equal("2301 read, 0 new, 0 changed, 2300 unchanged, 1 rejected", ImportPortal.Counts(await portal.Import(File(portal))));
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_make_one_coherent_result()
    {
        await using var portal = new ImportPortal();
        var file = File(portal);
        using var barrier = new Barrier(3);
        var reports = new ImportReport[3];
        var threads = Enumerable.Range(0, 3).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            reports[i] = portal.Import(file).GetAwaiter().GetResult();
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.All(reports, r => Assert.Null(r.Failure ?? r.Refusal));
        Assert.Equal((Rows, Rows), (await portal.CountNotices(), await portal.Query<long>("select count(*) from notice_change")));
        Assert.Equal(0, await portal.Query<long>("select count(*) from import where state <> 'done'"));
        Assert.Contains(Whole, reports.Select(ImportPortal.Counts));
        Assert.All(reports, r => Assert.Contains(ImportPortal.Counts(r), new[] { Whole, "2301 read, 0 new, 0 changed, 2300 unchanged, 1 rejected" }));
    }

    [Fact]
    public async Task The_same_bytes_under_another_name_are_the_same_file()
    {
        await using var portal = new ImportPortal();
        using var stop = new CancellationTokenSource();
        await portal.Import(File(portal), progress: p => Stop(p, stop), stop: stop.Token);
        Assert.True((await portal.Import(File(portal, "autre nom.csv"))).ResumedAt > 0);
    }

    [Fact]
    public async Task A_file_deleted_while_read_goes_in_and_a_file_changed_while_read_stops()
    {
        await using var portal = new ImportPortal();
        var gone = File(portal, "gone.csv");
        Assert.Equal(Whole, ImportPortal.Counts(await portal.Import(gone, progress: _ => System.IO.File.Delete(gone))));
        var changed = portal.File(Text().Replace(";Vue", ";Autre vue", StringComparison.Ordinal), "changed.csv");
        var report = await portal.Import(changed, progress: _ => System.IO.File.AppendAllText(changed, "x"));
        Assert.Contains("modifié", report.Failure, StringComparison.Ordinal);
        Assert.Equal(Rows, await portal.CountNotices());
    }

    private static void Stop(ImportProgress progress, CancellationTokenSource stop)
    {
        if (progress.Stage == "Import")
        {
            stop.Cancel();
        }
    }

    private static string File(ImportPortal portal, string name = "notices.csv") => portal.File(Text(), name);

    private static string Text() => string.Join('\n', Enumerable.Range(1, Rows).Select(i => ImportPortal.Row(i)).Prepend("M0160900000;A;peinture;;M0160;Vue").Prepend(ImportPortal.Header));
}
