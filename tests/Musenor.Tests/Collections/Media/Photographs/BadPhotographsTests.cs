using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Media.Photographs;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>Files that are broken, lie, or mean harm: each refused by its name in a sentence, and the others go in.</summary>
public sealed class BadPhotographsTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;

    public async Task InitializeAsync() => _photos = await PhotosPortal.Start();

    public async Task DisposeAsync() => await _photos.DisposeAsync();

    [Fact]
    public async Task Bad_files_of_a_folder_are_refused_by_name_and_leave_nothing()
    {
        var bad = BrokenFiles.Refused().Where(f => !f.Name.EndsWith(".zip", StringComparison.Ordinal) && f.Name != "large.png" && !f.Name.Contains('\u202E')).ToArray();
        Assert.True(bad.Length > 40);
        foreach (var (name, bytes, _) in bad)
        {
            _photos.Put(name, bytes);
        }

        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg());
        var report = await _photos.Import();
        Assert.Equal($"1 attached, 0 unchanged, 0 waiting, {bad.Length} rejected", PhotosPortal.Counts(report));
        Assert.All(bad, f => Assert.Contains(f.Name, report.Remarks.Select(r => r.Path)));
        Assert.All(report.Remarks, r => Assert.True(r.Problem.Contains(r.Path[(r.Path.LastIndexOf('/') + 1)..], StringComparison.Ordinal) && r.Problem.EndsWith('.'), r.Problem));
        // Not at once: another import may be about to name the same bytes.
        await Sweep();
        Assert.Single(Masters());
    }

    [Fact]
    public async Task A_picture_cut_anywhere_is_refused()
    {
        var jpeg = PhotosPortal.Jpeg();
        for (var part = 1; part <= 9; part++)
        {
            _photos.Put($"2010.1.1_{part}.jpg", jpeg[..(jpeg.Length * part / 10)]);
        }

        var report = await _photos.Import();
        Assert.Equal("0 attached, 0 unchanged, 0 waiting, 9 rejected", PhotosPortal.Counts(report));
        await Sweep();
        Assert.Empty(Masters());
    }

    [Fact]
    public async Task A_sweep_leaves_what_a_row_names_and_what_was_met_again_since()
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("IMG_1.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("2010.1.2.jpg", PhotosPortal.Jpeg(3)[..2000]);
        await _photos.Import();
        Assert.Equal(3, Masters().Length);
        foreach (var master in Masters())
        {
            File.SetLastWriteTimeUtc(master, DateTime.UtcNow.AddDays(-3));
        }

        // The cut one comes again: whoever meets it is about to name it.
        await _photos.Import();
        var sweep = _photos.Portal.Services.GetRequiredService<SweepMasters>();
        Assert.Equal((0, 3), (await sweep.Run(DateTimeOffset.UtcNow.AddDays(-1)), Masters().Length));
        Assert.Equal((1, 2), (await sweep.Run(DateTimeOffset.UtcNow.AddDays(1)), Masters().Length));
        Assert.Equal(2, await _photos.Query<int>("select count(*) from picture_master"));
    }

    private string[] Masters() => Directory.GetFiles(Path.Combine(_photos.Portal.Folder, "masters"), "*", SearchOption.AllDirectories);

    private Task<int> Sweep() => _photos.Portal.Services.GetRequiredService<SweepMasters>().Run(DateTimeOffset.UtcNow.AddDays(1));

    [Fact]
    public async Task An_archive_is_read_but_for_what_leads_out_of_it_is_nested_or_bursts()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, byte[] content)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }

            Add("dossier/2010.1.1.jpg", PhotosPortal.Jpeg(1));
            Add("../../2010.1.1_2.jpg", PhotosPortal.Jpeg(2));
            Add("/etc/2010.1.1_3.jpg", PhotosPortal.Jpeg(3));
            Add("..\\2010.1.1_4.jpg", PhotosPortal.Jpeg(4));
            Add("autre.zip", SoundFiles.Zip);
            Add("cachee.jpg", SoundFiles.Zip);
            Add("bombe.tif", new byte[60 * 1024 * 1024]);
            Add("__MACOSX/._2010.1.1.jpg", [1]);
            Add("2010.1.2.png", PhotosPortal.Jpeg(5));
        }

        var report = await _photos.Import(_photos.Put("envoi.zip", bytes.ToArray()));
        Assert.Equal("1 attached, 0 unchanged, 0 waiting, 7 rejected", PhotosPortal.Counts(report));
        Assert.Equal(["../../2010.1.1_2.jpg", "../2010.1.1_4.jpg", "/etc/2010.1.1_3.jpg", "2010.1.2.png", "autre.zip", "bombe.tif", "cachee.jpg"], report.Remarks.Select(r => r.Path).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Path.Combine(_photos.Photos, "..", "2010.1.1_2.jpg")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_archive_that_is_damaged_stops_or_loses_only_what_is_damaged(bool end)
    {
        var path = _photos.Zip("envoi.zip", ("2010.1.1.jpg", PhotosPortal.Jpeg(1)), ("2010.1.2.jpg", PhotosPortal.Jpeg(2)));
        var bytes = await File.ReadAllBytesAsync(path);
        if (end)
        {
            await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)]);
            Assert.Contains("abîmée", (await _photos.Import(path)).Refusal, StringComparison.Ordinal);
            return;
        }

        for (var i = 3000; i < 3400; i++)
        {
            bytes[i] ^= 0x55;
        }

        await File.WriteAllBytesAsync(path, bytes);
        Assert.Equal("1 attached, 0 unchanged, 0 waiting, 1 rejected", PhotosPortal.Counts(await _photos.Import(path)));
    }

    [Fact]
    public async Task An_archive_of_too_many_files_is_not_listed()
    {
        var path = _photos.Put("fourmis.zip", SoundFiles.Archive([.. Enumerable.Range(0, 50_001).Select(n => ($"{n}", ""))]));
        Assert.Contains("50", (await _photos.Import(path)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_refused_by_name()
    {
        var path = _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg());
        File.Delete(path);
        File.CreateSymbolicLink(path, "/etc/hostname");
        _photos.Put("2010.1.2.jpg", PhotosPortal.Jpeg());
        // A link leads anywhere: it is no file of the folder.
        Assert.Equal("1 attached, 0 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
    }
}
