using Musenor.Collections.Import;
using Musenor.Collections.Import.Undo;
using Xunit;

namespace Musenor.Tests.Collections.Import.Workshop;

/// <summary>Real threads behind a barrier: whatever order they take, one coherent result.</summary>
public sealed class ImportRacesTests : IAsyncLifetime
{
    private readonly WorkshopPortal _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Two_imports_for_one_museum_at_once_leave_each_notice_as_one_of_them_says_and_its_history_whole()
    {
        await Together(
            () => _shop.Import(WorkshopPortal.Rows(1, 2500, "Une"), "une.csv"),
            () => _shop.Import(WorkshopPortal.Rows(1, 2500, "Deux"), "deux.csv"));
        Assert.Equal((2500L, 5000L), (await _shop.Query<long>("select count(*) from notice"), await _shop.Query<long>("select count(*) from notice_change")));
        // Each was created by one of the two and changed by the other.
        Assert.Equal((2500L, 2500L), (await _shop.Query<long>("select sum(created) from import"), await _shop.Query<long>("select sum(changed) from import")));
        Assert.Equal(2500, await _shop.Query<long>("select count(*) from notice where fields like '%\"Une\"%' or fields like '%\"Deux\"%'"));
    }

    [Fact]
    public async Task The_same_file_twice_at_once_goes_in_once()
    {
        await Together(() => _shop.Import(WorkshopPortal.Rows(1, 2500), "a.csv"), () => _shop.Import(WorkshopPortal.Rows(1, 2500), "b.csv"));
        Assert.Equal((2500L, 2500L), (await _shop.Query<long>("select count(*) from notice"), await _shop.Query<long>("select count(*) from notice_change")));
        Assert.Equal(2500L, await _shop.Query<long>("select sum(created) from import"));
        Assert.Equal(0, await _shop.Query<long>("select count(*) from import where state <> 'done'"));
    }

    [Fact]
    public async Task Undone_while_it_runs_an_import_writes_nothing_more_and_all_it_wrote_is_put_back()
    {
        using var begun = new ManualResetEventSlim();
        ImportReport? report = null;
        UndoReport? undone = null;
        var import = new Thread(() => report = _shop.Import(WorkshopPortal.Rows(1, 6000), progress: p =>
        {
            if (p is { Stage: "Import", Rows: >= 1000 })
            {
                begun.Set();
            }
        }).GetAwaiter().GetResult());
        var undo = new Thread(() =>
        {
            begun.Wait();
            undone = _shop.Undo(_shop.Query<string>("select id from import").GetAwaiter().GetResult()).GetAwaiter().GetResult();
        });
        import.Start();
        undo.Start();
        import.Join();
        undo.Join();
        var written = await _shop.Query<long>("select count(*) from notice");
        Assert.Equal((written, 0L), (undone!.Withdrawn, await _shop.Query<long>("select count(*) from notice where state = 'published'")));
        Assert.True(report!.Failure?.Contains("annulé", StringComparison.Ordinal) == true || written == 6000, report.Failure);
        Assert.Empty(await _shop.Portal.Refs("vue"));
    }

    [Fact]
    public async Task Undone_by_several_at_once_it_is_undone_once()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 2000));
        var before = await _shop.Store();
        var import = await _shop.Import(WorkshopPortal.Rows(1, 2000, "Autre"));
        var reports = new System.Collections.Concurrent.ConcurrentBag<UndoReport>();
        await Together([.. Enumerable.Range(0, 4).Select(_ => (Func<Task>)(async () => reports.Add(await _shop.Undo(import.Id))))]);
        Assert.Equal(before, await _shop.Store());
        Assert.Equal((6000L, 1L), (await _shop.Query<long>("select count(*) from notice_change"), await _shop.Query<long>("select count(*) from journal where action = 'import.undo'")));
        Assert.All(reports.Where(r => r.Refusal is null), r => Assert.Equal(2000, r.Restored));
    }

    private static Task Together(params Func<Task>[] deeds)
    {
        using var barrier = new Barrier(deeds.Length);
        var faults = new System.Collections.Concurrent.ConcurrentBag<Exception>();
        var threads = deeds.Select(deed => new Thread(() =>
        {
            barrier.SignalAndWait();
            try
            {
                deed().GetAwaiter().GetResult();
            }
#pragma warning disable CA1031 // told by the test
            catch (Exception e)
#pragma warning restore CA1031
            {
                faults.Add(e);
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Empty(faults);
        return Task.CompletedTask;
    }
}
