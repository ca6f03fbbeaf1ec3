using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Collections.Quality.Bulk;
using Musenor.Storage;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;
using static Musenor.Tests.Collections.Quality.QualityIntents;

namespace Musenor.Tests.Collections.Quality.Bulk;

/// <summary>Many notices: stopped in the middle, by two processes at once, against people who edit.</summary>
public sealed class BulkRestartTests : IAsyncLifetime
{
    private const int Many = 650;
    private static readonly NoticeFilter All = new();
    private readonly MusenorFixture _portal = new();
    private Person _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Write([.. Enumerable.Range(0, Many).Select(i => new Incoming($"R{i:0000}", "M0638", new Dictionary<string, string> { ["INV"] = $"A {i}", ["DOMN"] = "peintures", ["STAT"] = "x" }))]);
        _claire = await _portal.Curator("claire");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private Task<long> With(string domain) => _portal.Query<long>("select count(*) from notice where fields like @like", new { like = $"%\"DOMN\":\"{domain}\"%" });

    private async Task<string> Asked() => ((Outcome.Done)await _portal.AskBulk(_claire, All, Replace("DOMN", "peintures", "peinture"))).Id;

    /// <summary>One batch, committed or torn off as a kill would.</summary>
    private async Task Batch(string id, bool commit)
    {
        var database = _portal.Services.GetRequiredService<Database>();
        await using var connection = await database.Open();
        await using var transaction = await database.Begin(connection);
        await _portal.Services.GetRequiredService<ApplyBulk>().Next(connection, transaction, id);
        if (commit)
        {
            await transaction.CommitAsync();
        }
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_goes_on_where_it_stopped()
    {
        var id = await Asked();
        await Batch(id, commit: true);
        await Batch(id, commit: false);
        Assert.Equal((100L, 100), (await With("peinture"), (await _portal.View(id)).Of(BulkLine.Done)));
        await using var restarted = _portal.SecondPortal();
        await restarted.Services.GetRequiredService<ApplyBulk>().All();
        Assert.Equal((Many, Many, BulkEdit.Done), ((int)await With("peinture"), (await _portal.View(id)).Of(BulkLine.Done), (await _portal.View(id)).Bulk.State));
        Assert.Equal(2 * Many, await _portal.Query<long>("select count(*) from notice_change"));
    }

    [Fact]
    public async Task Stopped_while_it_is_undone_it_goes_on_undoing()
    {
        var id = await _portal.Bulk(_claire, All, Replace("DOMN", "peintures", "peinture"));
        await _portal.Ask((UndoBulk undo) => undo.Run(_claire, id));
        await Batch(id, commit: true);
        await Batch(id, commit: false);
        Assert.Equal(100L, await With("peintures"));
        await _portal.Services.GetRequiredService<ApplyBulk>().All();
        Assert.Equal((Many, BulkEdit.Undone), ((int)await With("peintures"), (await _portal.View(id)).Bulk.State));
    }

    [Fact]
    public async Task Two_processes_do_each_line_once()
    {
        var id = await Asked();
        await using var other = _portal.SecondPortal();
        var both = new[] { _portal, other }.Select(p => p.Services.GetRequiredService<ApplyBulk>()).ToArray();
        using var barrier = new Barrier(2);
        await Task.WhenAll(both.Select(apply => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            await apply.Run(id);
        })));
        Assert.Equal(Many, await With("peinture"));
        Assert.Equal(2 * Many, await _portal.Query<long>("select count(*) from notice_change"));
    }

    [Fact]
    public async Task Two_people_who_change_the_same_list_at_once_leave_one_of_the_two_texts_everywhere_and_say_what_was_left()
    {
        var paul = await _portal.Curator("paul");
        var first = await Asked();
        var second = ((Outcome.Done)await _portal.AskBulk(paul, All, Replace("DOMN", "peintures", "miniature"))).Id;
        await Task.WhenAll(new[] { first, second }.Select(id => Task.Run(() => _portal.Services.GetRequiredService<ApplyBulk>().Run(id))));
        Assert.Equal(Many, await With("peinture") + await With("miniature"));
        var (one, two) = (await _portal.View(first), await _portal.View(second));
        Assert.Equal((await With("peinture"), await With("miniature")), ((long)one.Of(BulkLine.Done), (long)two.Of(BulkLine.Done)));
        Assert.Equal(Many, one.Of(BulkLine.Skipped) + two.Of(BulkLine.Skipped));
    }

    [Fact]
    public async Task Somebody_who_edits_meanwhile_is_never_overwritten()
    {
        var id = await Asked();
        var apply = Task.Run(() => _portal.Services.GetRequiredService<ApplyBulk>().Run(id));
        var edited = 0;
        for (var i = 0; i < 20; i++)
        {
            // Opened before the change came to it, saved after: a conflict, told to whoever edits.
            edited += await _portal.Edit(_claire, $"R{Many - 1 - i:0000}", ("DOMN", "estampe")) is Outcome.Done ? 1 : 0;
        }

        await apply;
        Assert.InRange(edited, 1, 20);
        Assert.Equal((edited, 0), (await With("estampe"), await With("peintures")));
        await _portal.UndoBulk(_claire, id);
        Assert.Equal(edited, await With("estampe"));
    }
}
