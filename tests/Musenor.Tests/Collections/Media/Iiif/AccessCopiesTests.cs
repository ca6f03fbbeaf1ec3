using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Iiif;
using Musenor.Files.Images;
using Xunit;

namespace Musenor.Tests.Collections.Media.Iiif;

/// <summary>Large masters: the copy from which tiles are read, and what is served before it is there.</summary>
public sealed class AccessCopiesTests : IAsyncLifetime
{
    private MusenorFixture _portal = null!;

    public async Task InitializeAsync() => _portal = await ImageIntents.WithNotice();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_first_zoom_by_many_makes_one_copy()
    {
        var id = await _portal.Photograph(ImageIntents.Quarters(3000, 2000));
        var incoming = Directory.CreateDirectory(Path.Combine(_portal.Folder, "access", "incoming")).FullName;
        using var watcher = new FileSystemWatcher(incoming, "*.tif") { EnableRaisingEvents = true };
        var begun = 0;
        watcher.Created += (_, _) => Interlocked.Increment(ref begun);
        using var barrier = new Barrier(12);
        var asking = Enumerable.Range(0, 12).Select(i => Task.Factory.StartNew(async () =>
        {
            using var visitor = _portal.Visitor();
            barrier.SignalAndWait();
            using var answer = await visitor.GetAsync(new Uri($"/iiif/3/{id}/{256 * (i % 4)},{256 * (i / 4)},256,256/256,256/0/default.jpg", UriKind.Relative));
            return answer.StatusCode;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
        Assert.All(await Task.WhenAll(asking), s => Assert.Equal(HttpStatusCode.OK, s));
        Assert.Equal(1, begun);
        Assert.Equal($"{(await Hash(id))}.tif", Path.GetFileName(Assert.Single(_portal.Files("access"))));
    }

    [Fact]
    public async Task Tiles_of_a_copy_show_what_the_master_shows()
    {
        var id = await _portal.Photograph(ImageIntents.Quarters(3000, 2000));
        using var visitor = _portal.Visitor();
        // Ready in the copy, cut at the edge, reduced, and across levels.
        foreach (var (request, width, height, colour) in new[]
        {
            ("0,0,256,256/256,256/0/default.jpg", 256, 256, ImageIntents.Red), ("2816,1792,184,208/184,208/0/default.jpg", 184, 208, ImageIntents.Yellow),
            ("2048,0,952,512/476,256/0/default.jpg", 476, 256, ImageIntents.Green), ("0,1024,512,512/256,256/0/default.jpg", 256, 256, ImageIntents.Blue),
            ("1600,100,700,500/123,77/0/default.png", 123, 77, ImageIntents.Green),
        })
        {
            var seen = ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/{request}"));
            Assert.Equal((width, height), (seen.Width, seen.Height));
            Assert.All(seen.Quarters, q => Assert.True(q.IsNear(colour), $"{q} for {colour} in {request}"));
        }

        var whole = ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/full/300,/0/default.jpg"));
        Assert.True(whole.Quarters[0].IsNear(ImageIntents.Red) && whole.Quarters[3].IsNear(ImageIntents.Yellow));
    }

    [Fact]
    public async Task A_ready_tile_is_a_whole_JPEG_file_without_a_word_beside_its_pixels()
    {
        var id = await _portal.Photograph(ImageIntents.WithOrientation(ImageIntents.Quarters(3000, 2000), 1));
        using var visitor = _portal.Visitor();
        var tile = await visitor.GetByteArrayAsync($"/iiif/3/{id}/0,0,256,256/256,256/0/default.jpg");
        Assert.Equal("JFIF", Encoding.ASCII.GetString(tile, 6, 4));
        foreach (var file in _portal.Files("access").Select(File.ReadAllBytes).Append(tile))
        {
            Assert.All(new[] { "Exif", "http://ns.adobe.com", "ICC_PROFILE" }, m => Assert.DoesNotContain(m, Encoding.Latin1.GetString(file), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_whole_picture_shows_before_its_copy_is_there()
    {
        var id = await _portal.Photograph(ImageIntents.Quarters(4000, 3000));
        using var visitor = _portal.Visitor();
        var seen = ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/0,0,1024,1024/256,256/0/default.jpg"));
        Assert.Equal((256, 256), (seen.Width, seen.Height));
        Assert.True(seen.Quarters[0].IsNear(ImageIntents.Red) && seen.Quarters[3].IsNear(ImageIntents.Red));
        // What was made from the sketch is not kept for those who come later.
        Assert.Empty(_portal.Files("tiles"));
    }

    [Theory]
    [InlineData(6, 2000, 3000, "BRYG")]
    [InlineData(3, 3000, 2000, "YBGR")]
    [InlineData(2, 3000, 2000, "GRYB")]
    public async Task A_photograph_held_on_its_side_is_shown_upright(byte orientation, int width, int height, string quarters)
    {
        var id = await _portal.Photograph(ImageIntents.WithOrientation(ImageIntents.Quarters(3000, 2000), orientation));
        using var visitor = _portal.Visitor();
        var information = await visitor.GetStringAsync($"/iiif/3/{id}/info.json");
        Assert.Contains($"\"width\":{width},\"height\":{height},\"maxWidth\"", information, StringComparison.Ordinal);
        foreach (var request in new[] { "full/!300,300/0/default.png", "full/max/0/default.jpg" })
        {
            var seen = ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/{request}"));
            Assert.Equal(width > height, seen.Width > seen.Height);
            var meant = quarters.Select(c => c switch { 'R' => ImageIntents.Red, 'G' => ImageIntents.Green, 'B' => ImageIntents.Blue, _ => ImageIntents.Yellow });
            Assert.All(seen.Quarters.Zip(meant), q => Assert.True(q.First.IsNear(q.Second), $"{q.First} for {q.Second} in {request}"));
        }
    }

    [Fact]
    public async Task What_was_used_longest_ago_goes_first_when_the_budget_is_spent()
    {
        using var portal = _portal.Set(("Iiif:AccessBudget", "1"));
        // Each takes some hundreds of kilobytes: noise does not compress.
        var ids = new[] { await _portal.Photograph(Noise(1), "png", 1), await _portal.Photograph(Noise(2), "png", 2), await _portal.Photograph(Noise(3), "png", 3) };
        using var visitor = portal.CreateClient();
        async Task Zoom(string id) => Assert.NotEmpty(await visitor.GetByteArrayAsync($"/iiif/3/{id}/0,0,256,256/256,256/0/default.jpg"));
        await Zoom(ids[0]);
        await Zoom(ids[1]);
        var size = _portal.Files("access").Max(f => new FileInfo(f).Length);
        Assert.InRange(size, 340_000, 500_000);
        foreach (var (file, i) in new[] { await Copy(ids[0]), await Copy(ids[1]) }.Select((f, i) => (f, i)))
        {
            File.SetLastAccessTimeUtc(file, DateTime.UtcNow.AddHours(i - 5));
        }

        // Used again, the older of the two is the newer.
        await Zoom(ids[0]);
        await Zoom(ids[2]);
        Assert.Equal(new[] { await Copy(ids[0]), await Copy(ids[2]) }.Order(), _portal.Files("access").Order());
        // The one that went is made again when somebody asks.
        await Zoom(ids[1]);
        Assert.Contains(await Copy(ids[1]), _portal.Files("access"));
    }

    [Fact]
    public async Task A_copy_that_is_taken_away_is_made_again()
    {
        var id = await _portal.Photograph(ImageIntents.Quarters(3000, 2000));
        using var visitor = _portal.Visitor();
        foreach (var request in new[] { "0,0,256,256/256,256/0/default.jpg", "100,100,300,300/200,200/0/default.png", "256,0,256,256/256,256/0/default.jpg" })
        {
            Assert.True(ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/{request}")).Quarters[0].IsNear(ImageIntents.Red));
            File.Delete(await Copy(id));
        }
    }

    [Fact]
    public async Task Without_a_budget_everything_is_served_from_the_master()
    {
        using var portal = _portal.Set(("Iiif:AccessBudget", "0"), ("Iiif:TileBudget", "0"));
        var id = await _portal.Photograph(ImageIntents.Quarters(3000, 2000));
        using var visitor = portal.CreateClient();
        var seen = ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/2000,1200,256,256/256,256/0/default.jpg"));
        Assert.All(seen.Quarters, q => Assert.True(q.IsNear(ImageIntents.Yellow)));
        Assert.Empty(_portal.Files("access"));
        Assert.Empty(_portal.Files("tiles"));
    }

    [Fact]
    public async Task At_import_the_copy_is_made_where_the_installation_wants_it()
    {
        var id = await _portal.Photograph(ImageIntents.Quarters(3000, 2000));
        var hash = await Hash(id);
        var master = _portal.Services.GetRequiredService<Masters>().Find(hash)!;
        await _portal.Services.GetRequiredService<AccessCopies>().AtImport(hash, master);
        Assert.Empty(_portal.Files("access"));
        using var other = _portal.Set(("Iiif:AccessCopies", "Import"));
        await other.Services.GetRequiredService<AccessCopies>().AtImport(hash, master);
        Assert.Single(_portal.Files("access"));
    }

    [Fact]
    public async Task What_a_dead_process_left_is_never_served_and_goes()
    {
        var id = await _portal.Photograph(ImageIntents.Quarters(3000, 2000));
        var incoming = Directory.CreateDirectory(Path.Combine(_portal.Folder, "access", "incoming")).FullName;
        var (old, recent) = (Path.Combine(incoming, "old.tif"), Path.Combine(incoming, "recent.tif"));
        await File.WriteAllTextAsync(old, "II*");
        await File.WriteAllTextAsync(recent, "II*");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        using var visitor = _portal.Visitor();
        Assert.Equal(256, ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/0,0,256,256/256,256/0/default.jpg")).Width);
        Assert.False(File.Exists(old));
        // Another process may still be writing it.
        Assert.True(File.Exists(recent));
    }

    [Fact]
    public async Task A_master_that_is_a_pyramid_already_is_read_as_it_is()
    {
        var path = Path.Combine(_portal.Folder, "pyramid.tif");
        ImageIntents.OnDisk(ImageIntents.Quarters(3000, 2000), jpeg =>
        {
            using var whole = OpenPicture.Whole(jpeg);
            whole.SavePyramid(path, 256, 85);
            return 0;
        });
        var id = await _portal.Photograph(await File.ReadAllBytesAsync(path), "tiff");
        using var visitor = _portal.Visitor();
        foreach (var (request, colour) in new[] { ("0,0,256,256/256,256/0/default.jpg", ImageIntents.Red), ("1536,0,1024,1024/256,256/0/default.png", ImageIntents.Green) })
        {
            Assert.All(ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/{request}")).Quarters.Take(2), q => Assert.True(q.IsNear(colour), $"{q}"));
        }

        Assert.Empty(_portal.Files("access"));
    }

    [RealPyramidsTheory]
    [InlineData("caillebotte.tif")]
    [InlineData("morisot.tif")]
    [InlineData("seurat.tif")]
    public async Task Real_pyramids_are_read_as_they_are(string name)
    {
        var id = await _portal.Photograph(await File.ReadAllBytesAsync(RealPyramidsTheoryAttribute.Path(name)), "tiff");
        using var visitor = _portal.Visitor();
        // A corner from two levels of the file: the same colours, but for what reducing smooths.
        var (fine, rough) = (await Mean(visitor, $"{id}/1024,1024,1024,1024/1024,/0/default.png"), await Mean(visitor, $"{id}/1024,1024,1024,1024/64,/0/default.png"));
        Assert.True(fine.IsNear(rough, 4), $"{fine} {rough}");
        Assert.Empty(_portal.Files("access"));
    }

    private static byte[] Noise(int seed)
    {
        var random = new Random(seed);
        var (width, height) = (2000, 1200);
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(128 + random.Next(-7, 8));
        }

        return ImageIntents.Png(width, height, pixels);
    }

    private static async Task<(byte R, byte G, byte B)> Mean(HttpClient visitor, string request) => ImageIntents.OnDisk(await visitor.GetByteArrayAsync($"/iiif/3/{request}"), path =>
    {
        using var picture = OpenPicture.Level(path, "");
        using var one = picture.Resize(2, 2);
        return ImageIntents.Look(one.Encode(".png")).Quarters[0];
    });

    private async Task<string> Hash(string id) => (await _portal.Services.GetRequiredService<FindImage>().Run(id, CancellationToken.None))!.MasterHash!;

    private async Task<string> Copy(string id)
    {
        var hash = await Hash(id);
        return Path.Combine(_portal.Folder, "access", hash[..2], $"{hash}.tif");
    }
}

/// <summary>A test on the real pyramids kept beside the repository; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealPyramidsTheoryAttribute : TheoryAttribute
{
    public RealPyramidsTheoryAttribute() => Skip = File.Exists(Path("seurat.tif")) ? null : "The real pyramids (../shared/data/images/tiff) are not beside the repository.";

    public static string Path(string name) => System.IO.Path.Combine(Import.RealExtractsFactAttribute.Path(""), "../images/tiff", name);
}
