using Musenor.Accounts.Access;
using Musenor.Collections.Media.Photographs.Tray;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs.Tray;

/// <summary>One line of the tray becomes one picture of one notice, whoever asks at the same time.</summary>
public sealed class SettleWaitingTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;
    private Person _anne = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        _photos = await PhotosPortal.Start();
        _anne = await _photos.Portal.Curator("anne");
        _photos.Put("IMG_7.jpg", PhotosPortal.Jpeg(5));
        await _photos.Import();
        _id = await _photos.Query<string>("select id from photograph_waiting");
    }

    public async Task DisposeAsync() => await _photos.DisposeAsync();

    private Task<Outcome> Settle(string reference) => _photos.Portal.Ask((SettleWaiting settle) => settle.Run(_anne, new(_id, reference)));

    private Task<string> State() => _photos.Query<string>("select state from photograph_waiting where id = @id", new { id = _id });

    [Fact]
    public async Task Of_two_people_who_name_two_notices_at_once_one_is_followed()
    {
        using var barrier = new Barrier(4);
        var outcomes = new Outcome[4];
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            outcomes[i] = Settle(i % 2 == 0 ? "M0638000123" : "M0638000124").GetAwaiter().GetResult();
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Equal((2, 2), (outcomes.Count(o => o is Outcome.Done), outcomes.Count(o => o is Outcome.Conflict)));
        Assert.Equal((1, "attached"), (await _photos.Query<int>("select count(*) from notice_image"), await State()));
        Assert.Equal(1, await _photos.Query<int>("select count(*) from journal where action = 'notice.picture_add'"));
    }

    [Fact]
    public async Task A_line_attached_elsewhere_meanwhile_is_not_attached_again_nor_put_aside()
    {
        Assert.Equal(new Outcome.Done("M0638000123"), await Settle("M0638000123"));
        Assert.IsType<Outcome.Conflict>(await Settle("M0638000124"));
        Assert.IsType<Outcome.Conflict>(await Settle(""));
        Assert.Empty(await _photos.Images("M0638000124"));
        Assert.Equal("attached", await State());
    }

    [Fact]
    public async Task A_notice_that_has_the_picture_already_leaves_the_line_waiting()
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg(5));
        await _photos.Import();
        Assert.Equal("q", Assert.IsType<Outcome.Invalid>(await Settle("M0638000123")).Field);
        Assert.Equal((1, "waiting"), (await _photos.Query<int>("select count(*) from notice_image"), await State()));
        Assert.IsType<Outcome.Done>(await Settle("M0638000124"));
        Assert.Single(await _photos.Images("M0638000124"));
    }
}
