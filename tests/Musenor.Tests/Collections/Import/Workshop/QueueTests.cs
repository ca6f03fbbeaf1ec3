using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.Workshop;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Collections.Import.Workshop;

/// <summary>Several processes, several people, one queue.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private readonly WorkshopPortal _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Of_one_museum_one_at_a_time_and_whoever_waits_is_told_who_is_ahead()
    {
        // Somebody's import under way in a process that says so.
        await Waiting("first", "M0160", holder: "elsewhere/1/x");
        var address = await _shop.Give(WorkshopPortal.Rows(1, 1), "second.csv");
        Assert.Equal(0, await _shop.Portal.Services.GetRequiredService<WorkImports>().Run());
        var page = await _shop.Claire.Page(address);
        Assert.Contains("En attente, après 1 autre travail pour le même musée : l’exploitant du portail (« first.csv »)", page.Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("head noscript"));
        Assert.Contains("Vous pouvez fermer cette page", page.Words(), StringComparison.Ordinal);
        // Another museum does not wait.
        using var paul = await _shop.Portal.SignedIn(Role.Professional, "M0638");
        var other = await WorkshopPortal.Give(paul, "REF;INV;DOMN;STAT;MUSEO;TITR\nM0638000001;A 1;peinture;x;M0638;Vue", "autre.csv", "M0638");
        Assert.Equal("tried", (await _shop.Settled(other)).Request.State);
        await _shop.Execute("update import_request set state = 'dropped', holder = null where id = @id", new { id = Id("first") });
        Assert.Equal("tried", (await _shop.Settled(address)).Request.State);
    }

    [Fact]
    public async Task What_a_dead_process_held_is_taken_over_after_a_minute()
    {
        var address = await _shop.Give(WorkshopPortal.Rows(1, 2));
        await _shop.Settled(address);
        await _shop.Execute("update import_request set state = 'import', holder = 'elsewhere/1/x', beat_at = @now", new { now = _shop.Portal.Clock.GetUtcNow() });
        Assert.Equal(0, await _shop.Portal.Services.GetRequiredService<WorkImports>().Run());
        _shop.Portal.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("done", (await _shop.Settled(address)).Request.State);
    }

    [Fact]
    public async Task A_process_killed_on_this_machine_is_known_within_seconds()
    {
        var address = await _shop.Give(WorkshopPortal.Rows(1, 2));
        await _shop.Settled(address);
        await _shop.Execute("update import_request set state = 'import', holder = @former, beat_at = @now",
            new { former = $"{Environment.MachineName}/{Environment.ProcessId}/another", now = _shop.Portal.Clock.GetUtcNow() });
        Assert.Equal(0, await _shop.Portal.Services.GetRequiredService<WorkImports>().Run());
        _shop.Portal.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("done", (await _shop.Settled(address)).Request.State);
    }

    [Fact]
    public async Task A_stop_is_obeyed_after_the_batch_and_the_import_goes_on_where_it_stopped()
    {
        var paul = await _shop.Portal.Curator("paul", "M0160");
        var address = await _shop.Give(WorkshopPortal.Rows(1, 20000));
        Assert.Equal("tried", (await _shop.Settled(address)).Request.State);
        await WorkshopPortal.Press(_shop.Claire, address, DecideImport.Import);
        var work = Task.Run(() => _shop.Settled(address));
        while ((await _shop.Query<long>("select count(*) from notice")) == 0)
        {
            await Task.Delay(5);
        }

        Assert.IsType<Musenor.Web.Outcome.Done>(await _shop.Portal.Services.GetRequiredService<DecideImport>().Run(paul, new(address.Split('/')[^1], DecideImport.Stop)));
        var stopped = await work;
        Assert.Equal("stopped", stopped.Request.State);
        var done = await _shop.Query<long>("select count(*) from notice");
        Assert.True(done is > 0 and < 20000 && done % 500 == 0, $"{done}");
        Assert.Equal(done, stopped.Run!.Created);
        await WorkshopPortal.Press(_shop.Claire, address, DecideImport.Import);
        var whole = await _shop.Settled(address);
        Assert.Equal(("done", "20000 read, 20000 new, 0 changed, 0 unchanged, 0 rejected"), (whole.Request.State, WorkshopPortal.Counts(whole.Run)));
        Assert.Equal((20000L, 20000L), (await _shop.Query<long>("select count(*) from notice"), await _shop.Query<long>("select count(*) from notice_change")));
        Assert.Equal(1, await _shop.Query<long>("select count(*) from import where is_dry_run = @no", new { no = false }));
    }

    [Fact]
    public async Task An_import_stopped_half_way_can_be_put_back()
    {
        var address = await _shop.Give(WorkshopPortal.Rows(1, 3000));
        await _shop.Settled(address);
        using var stop = new CancellationTokenSource();
        await _shop.Import(WorkshopPortal.Rows(1, 3000), progress: p => { if (p.Stage == "Import") { stop.Cancel(); } }, stop: stop.Token);
        var import = await _shop.Query<string>("select id from import where is_dry_run = @no", new { no = false });
        var report = await _shop.Undo(import);
        Assert.Equal(await _shop.Query<long>("select count(*) from notice"), report.Withdrawn);
        Assert.Equal("failed", await _shop.Query<string>("select state from import where id = @import", new { import }));
        // The same file starts anew.
        Assert.Equal(3000, (await _shop.Import(WorkshopPortal.Rows(1, 3000))).New);
    }

    [Fact]
    public async Task Two_processes_at_the_queue_do_each_thing_once()
    {
        await using var second = _shop.Portal.SecondPortal();
        var addresses = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            addresses.Add(await _shop.Give(WorkshopPortal.Rows(i * 10 + 1, 10), $"{i}.csv"));
        }

        await Both(second, addresses);
        foreach (var address in addresses)
        {
            Assert.Equal("tried", (await _shop.Read(address)).Request.State);
            await WorkshopPortal.Press(_shop.Claire, address, DecideImport.Import);
        }

        await Both(second, addresses);
        foreach (var address in addresses)
        {
            Assert.Equal("10 read, 10 new, 0 changed, 0 unchanged, 0 rejected", WorkshopPortal.Counts((await _shop.Read(address)).Run));
        }

        Assert.Equal((40L, 40L), (await _shop.Query<long>("select count(*) from notice"), await _shop.Query<long>("select count(*) from notice_change")));
        Assert.Equal(4, await _shop.Query<long>("select count(*) from outbox where channel = 'mail' and subject like 'Import de%'"));
    }

    private async Task Both(MusenorFixture second, List<string> addresses)
    {
        using var barrier = new Barrier(2);
        await Task.WhenAll(new[] { _shop.Portal, second }.Select(portal => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            foreach (var address in addresses)
            {
                await _shop.Settled(address, portal);
            }
        })));
    }

    private static string Id(string name) => $"{name}-0000";

    private Task Waiting(string name, string museum, string? holder) => _shop.Execute("""
        insert into import_request (id, file_name, museum_id, state, asked_at, queued_at, holder, beat_at) values (@id, @file, @museum, 'import', @now, @now, @holder, @now)
        """, new { id = Id(name), file = $"{name}.csv", museum, now = _shop.Portal.Clock.GetUtcNow(), holder });
}
