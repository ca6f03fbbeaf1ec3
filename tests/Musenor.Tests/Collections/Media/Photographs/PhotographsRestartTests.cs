using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Photographs;
using Musenor.Collections.Media.Photographs.Reading;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>Stopped anywhere and started again, imported by two at once: the same result.</summary>
public sealed class PhotographsRestartTests : IAsyncLifetime
{
    private const int Files = 40;
    private PhotosPortal _photos = null!;

    public async Task InitializeAsync()
    {
        _photos = await PhotosPortal.Start();
        for (var i = 0; i < Files; i++)
        {
            _photos.Put(i % 5 == 4 ? $"IMG_{i}.jpg" : $"2010.1.{1 + (i % 2)}_{i + 1}.jpg", PhotosPortal.Jpeg(i, 300, 200));
        }
    }

    public async Task DisposeAsync() => await _photos.DisposeAsync();

    private sealed class Killed : Exception;

    /// <summary>Gives its files until the one where the process dies.</summary>
    private sealed class Dying(IPhotographSource whole, int after) : IPhotographSource
    {
        private int _left = after;

        public IReadOnlyList<SourcePhotograph> Files { get; private set; } = [];

        public IReadOnlyList<PhotographRemark> Refused => [];

        public Dying Ready()
        {
            Files = [.. whole.Files.Select(f => f with { Open = () => _left-- > 0 ? f.Open() : throw new Killed() })];
            return this;
        }

        public void Dispose() => whole.Dispose();
    }

    [Fact]
    public async Task Killed_at_any_step_it_ends_as_if_it_had_not_been()
    {
        await using var whole = await PhotosPortal.Start();
        await whole.Import(_photos.Photos);
        var wanted = await whole.Everything();
        var import = _photos.Portal.Services.GetRequiredService<ImportPhotographs>();
        // Each file is opened twice: to look at its first bytes, to read it.
        for (var after = 1; after < Files * 2; after += 13)
        {
            using var dying = new Dying(new PhotographFolder(_photos.Photos), after).Ready();
            await Assert.ThrowsAsync<Killed>(() => import.Run(new(_photos.Photos, PhotosPortal.Museum), dying, null));
        }

        // What a kill leaves half written, and a master and its derivatives whose row never came.
        var folder = _photos.Portal.Services.GetRequiredService<Musenor.Storage.DataFolder>();
        var torn = folder.File("masters", "incoming", "torn");
        await File.WriteAllBytesAsync(torn, [1, 2, 3]);
        File.SetLastWriteTimeUtc(torn, DateTime.UtcNow.AddDays(-2));
        await _photos.Portal.Services.GetRequiredService<Masters>().Keep(File.OpenRead(Path.Combine(_photos.Photos, "2010.1.1_1.jpg")));
        await _photos.Import();
        Assert.Equal(wanted, await _photos.Everything());
        Assert.Equal($"0 attached, {Files} unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
    }

    [Fact]
    public async Task Derivatives_that_a_kill_left_without_a_row_are_made_anew()
    {
        await using var whole = await PhotosPortal.Start();
        await whole.Import(_photos.Photos);
        var wanted = await whole.Everything();
        await _photos.Import();
        await using (var connection = await _photos.Portal.Services.GetRequiredService<Musenor.Storage.Database>().Open())
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "delete from notice_image; delete from photograph_waiting; delete from picture_master");
        }

        foreach (var file in Directory.GetFiles(Path.Combine(_photos.Portal.Folder, "pictures"), "*-480.webp", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        await _photos.Import();
        Assert.Equal(wanted, await _photos.Everything());
    }

    [Fact]
    public async Task Stopped_by_its_user_it_finishes_its_batch_and_goes_on_the_next_time()
    {
        using var stop = new CancellationTokenSource();
        var import = _photos.Portal.Services.GetRequiredService<ImportPhotographs>();
        var first = await import.Run(new(_photos.Photos, PhotosPortal.Museum), new Stopper(stop), stop.Token);
        Assert.True(first is { IsInterrupted: true, Read: > 0 and < Files });
        Assert.Equal(first.Attached + first.Waiting, await _photos.Query<int>("select (select count(*) from notice_image) + (select count(*) from photograph_waiting)"));
        var second = await _photos.Import();
        Assert.Equal((first.Read, Files - first.Read), (second.Unchanged, second.Attached + second.Waiting));
    }

    [Fact]
    public async Task Two_imports_of_one_folder_at_once_make_one_coherent_result()
    {
        await using var whole = await PhotosPortal.Start();
        await whole.Import(_photos.Photos);
        await using var second = _photos.Portal.SecondPortal();
        using var barrier = new Barrier(3);
        var reports = new PhotographReport[3];
        IServiceProvider[] portals = [_photos.Portal.Services, second.Services, _photos.Portal.Services];
        var threads = Enumerable.Range(0, 3).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            reports[i] = _photos.Import(services: portals[i]).GetAwaiter().GetResult();
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.All(reports, r => Assert.Equal((Files, 0), (r.Attached + r.Waiting + r.Unchanged, r.Rejected)));
        Assert.Equal(await whole.Everything(), await _photos.Everything());
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<PhotographProgress>
    {
        public void Report(PhotographProgress value) => stop.Cancel();
    }
}
